package dev.lookalike.app.http;

import java.time.Duration;

import dev.lookalike.app.api.Api;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// Counts and times for Prometheus.
final class Metrics {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics(Api api) {
        new JvmMemoryMetrics().bindTo(registry);
        Gauge.builder("lookalike.images", api, asked -> asked.status().images())
                .description("Findable pictures").register(registry);
        Gauge.builder("lookalike.rejected", api, asked -> asked.status().rejected())
                .description("Files that were not taken").register(registry);
    }

    void gauge(String name, String description, Gate gate) {
        Gauge.builder(name, gate, Gate::inUse).description(description).register(registry);
    }

    /// @param route
    ///            the path's pattern, never the path: there are few of them
    void answered(String method, String route, int status, Duration time) {
        Timer.builder("lookalike.http.requests").description("Answered requests")
                .tags("method", method, "route", route, "status", Integer.toString(status)).register(registry)
                .record(time);
    }

    String text() {
        return registry.scrape("text/plain; version=0.0.4; charset=utf-8");
    }

    void close() {
        registry.close();
    }
}
