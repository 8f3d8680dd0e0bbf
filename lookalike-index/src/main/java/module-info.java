/// Which stored vectors are nearest to this one?
@org.jspecify.annotations.NullMarked module dev.lookalike.index {
    requires static transitive org.jspecify;
    requires static jdk.incubator.vector;

    exports dev.lookalike.index;

    uses dev.lookalike.index.EngineProvider;
}
