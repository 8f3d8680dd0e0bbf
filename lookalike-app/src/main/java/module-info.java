/// How do people and programs ask?
@org.jspecify.annotations.NullMarked module dev.lookalike.app {
    requires static transitive org.jspecify;
    requires dev.lookalike.gallery;
    requires dev.lookalike.demo;
    requires io.javalin;
    requires kotlin.stdlib;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.server;
    requires jakarta.servlet;
    requires tools.jackson.databind;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires com.google.zxing;
    requires org.apache.commons.compress;
    requires micrometer.core;
    requires micrometer.registry.prometheus;
    requires java.desktop;
    requires java.logging;
    requires java.net.http;

    opens dev.lookalike.app.api to tools.jackson.databind;
    opens dev.lookalike.app.http to tools.jackson.databind;
    opens dev.lookalike.app.problem to tools.jackson.databind;
}
