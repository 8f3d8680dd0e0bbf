/// Which stored vectors are nearest to this one, by FAISS, Annoy or Milvus?
@org.jspecify.annotations.NullMarked module dev.lookalike.engines {
    requires static transitive org.jspecify;
    requires com.google.gson;
    requires dev.lookalike.index;
    requires milvus.sdk.java;

    provides dev.lookalike.index.EngineProvider with dev.lookalike.engines.milvus.MilvusEngine;
}
