import dev.lookalike.engines.annoy.AnnoyProvider;
import dev.lookalike.engines.faiss.FaissProvider;
import dev.lookalike.engines.milvus.MilvusProvider;
import dev.lookalike.index.EngineProvider;

/// Which stored vectors are nearest to this one, by FAISS, Annoy or Milvus?
@org.jspecify.annotations.NullMarked module dev.lookalike.engines {
    requires static transitive org.jspecify;
    requires com.google.gson;
    requires dev.lookalike.index;
    requires milvus.sdk.java;

    provides EngineProvider with AnnoyProvider, FaissProvider, MilvusProvider;
}
