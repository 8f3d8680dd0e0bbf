package dev.lookalike.app.http;

import java.util.Set;
import java.util.regex.Pattern;

import io.javalin.http.HandlerType;
import org.jspecify.annotations.Nullable;

/// One line of the contract.
///
/// @param path
///            a pattern with `{parameters}`
/// @param scope
///            how far a caller must reach
/// @param body
///            what it takes
/// @param parameters
///            of the query
/// @param isLinked
///            whether others link to it, who add parameters of their own (`utm_source`): those are passed over, and else refused
/// @param gate
///            through which its work goes, or null where it is light
/// @param answer
///            what it does
record Route(HandlerType method, String path, Scope scope, Body body, Set<String> parameters, boolean isLinked,
        @Nullable Gate gate, Answering answer) {
    Route {
        parameters = Set.copyOf(parameters);
    }

    /// What a route does with what it was asked.
    @FunctionalInterface
    interface Answering {
        void answer(Asked asked);
    }

    static Route get(String path, Answering answer) {
        return new Route(HandlerType.GET, path, Scope.READ, Body.NONE, Set.of(), false, null, answer);
    }

    static Route post(String path, Body body, Answering answer) {
        return new Route(HandlerType.POST, path, Scope.READ, body, Set.of(), false, null, answer);
    }

    static Route put(String path, Body body, Answering answer) {
        return new Route(HandlerType.PUT, path, Scope.WRITE, body, Set.of(), false, null, answer);
    }

    static Route delete(String path, Answering answer) {
        return new Route(HandlerType.DELETE, path, Scope.WRITE, Body.NONE, Set.of(), false, null, answer);
    }

    Route taking(String... names) {
        return new Route(method, path, scope, body, Set.of(names), isLinked, gate, answer);
    }

    Route linked() {
        return new Route(method, path, scope, body, parameters, true, gate, answer);
    }

    Route needing(Scope needed) {
        return new Route(method, path, needed, body, parameters, isLinked, gate, answer);
    }

    Route through(Gate work) {
        return new Route(method, path, scope, body, parameters, isLinked, work, answer);
    }

    /// Whether a path is one of this route's.
    boolean matches(String given) {
        return Pattern.matches(path.replaceAll("\\{[a-z]+}", "[^/]+").replace(".", "\\."), given);
    }
}
