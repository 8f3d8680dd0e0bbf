/// Which stored vectors are nearest to this one, by FAISS, Annoy or Milvus?
@org.jspecify.annotations.NullMarked module dev.lookalike.engines {
    requires static transitive org.jspecify;
    requires dev.lookalike.index;
}
