/// What can I try it on?
@org.jspecify.annotations.NullMarked module dev.lookalike.demo {
    requires static transitive org.jspecify;
    requires java.desktop;

    exports dev.lookalike.demo;
}
