package dev.lookalike.app.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// Lets through who may ask, and from where.
final class Guard {
    /*
     * A server on a loopback address is reached by every page the browser has open: a page of another site can post a
     * form to it, load its pictures, or name it by a domain of its own that resolves to 127.0.0.1 (DNS rebinding), and
     * then even read its answers. Four checks, each alone against one of these:
     *
     * 1. `Host` names this server: the address by which the connection came in, or a known name. A rebound domain does
     *    not.
     * 2. `Origin`, where there is one, is this server's own.
     * 3. `Sec-Fetch-Site`, where there is one, says that the page asks itself, or that a person typed the address. Only
     *    opening the page by a link of another site is let through, and never inside a frame.
     * 4. What is not a GET carries `X-Lookalike: 1`. A form cannot send it, a script of another site only after a
     *    preflight, which is refused like everything else that comes from there.
     *
     * Then the key. None is needed on a connection that came in by a loopback address: such a one begins on this machine.
     * Where others are served too, it is needed there as well if a proxy says that it asks for somebody else, or if the
     * host is a name. A wrong key is refused even where none is needed, so that a command that holds the key of an earlier
     * server learns that it talks to another one.
     */
    static final String COOKIE = "lookalike-key";
    private static final String BEARER = "Bearer ";

    private final Keys keys;
    private final boolean needsKey;
    private final Set<String> names = new HashSet<>();

    Guard(Keys keys, ServerOptions options) {
        this.keys = keys;
        this.needsKey = options.needsKey();
        options.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        if (needsKey) {
            addMachineName();
        }
    }

    /// Checks where a request comes from and who asks.
    ///
    /// @return how far the caller reaches
    Scope admit(Context request) {
        checkHost(request);
        checkOrigin(request);
        String method = request.method().name();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (!reads && !"1".equals(request.header("X-Lookalike"))) {
            throw forbidden("a %s needs the header `X-Lookalike: 1`, which shows that no other site's form sent it"
                    .formatted(method));
        }
        return caller(request);
    }

    private void checkHost(Context request) {
        String host = request.header("Host");
        if (host == null || !isOurs(host, request)) {
            throw forbidden("the host is %s, by which this server is not known; use its address, or start it with this"
                    .formatted(host) + " name allowed");
        }
    }

    private boolean isOurs(String host, Context request) {
        String name = nameIn(host);
        if (names.contains(name)) {
            return true;
        }
        String port = host.length() > name.length() ? host.substring(name.length() + 1) : "80";
        if (!port.equals(Integer.toString(request.req().getLocalPort()))) {
            return false;
        }
        String local = request.req().getLocalAddr();
        return name.equals("localhost") ? isLoopback(local) : sameAddress(name, local);
    }

    /// The host without its port, in lower case.
    private static String nameIn(String host) {
        int colon = host.lastIndexOf(':');
        return (colon > host.lastIndexOf(']') ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    private static boolean sameAddress(String name, String local) {
        String bare = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        try {
            return InetAddress.ofLiteral(bare).equals(InetAddress.ofLiteral(local));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isLoopback(String address) {
        return InetAddress.ofLiteral(address).isLoopbackAddress();
    }

    private static void checkOrigin(Context request) {
        String origin = request.header("Origin");
        String host = request.header("Host");
        if (origin != null && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host)) {
            throw forbidden("the request comes from %s; only this server's own page may ask from a browser"
                    .formatted(origin));
        }
        String site = request.header("Sec-Fetch-Site");
        boolean own = site == null || site.equals("same-origin") || site.equals("none");
        if (!own && !opensThePage(request)) {
            throw forbidden("the request comes from another site's page; only this server's own page may ask from a"
                    + " browser");
        }
    }

    private static boolean opensThePage(Context request) {
        return request.method().name().equals("GET") && request.path().equals("/")
                && "navigate".equals(request.header("Sec-Fetch-Mode"))
                && "document".equals(request.header("Sec-Fetch-Dest"));
    }

    private Scope caller(Context request) {
        String authorization = request.header("Authorization");
        if (authorization != null) {
            return known(authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : "");
        }
        var ofCookie = ofCookie(request.cookie(COOKIE));
        if (ofCookie != Scope.NONE) {
            return ofCookie;
        }
        return needsKey && !beginsHere(request) ? Scope.NONE : Scope.WRITE;
    }

    private boolean beginsHere(Context request) {
        return isLoopback(request.req().getLocalAddr()) && request.header("X-Forwarded-For") == null
                && request.header("Forwarded") == null
                && !names.contains(nameIn(Objects.requireNonNull(request.header("Host"))));
    }

    private Scope ofCookie(@Nullable String cookie) {
        return cookie == null ? Scope.NONE : keys.scope(cookie);
    }

    /// How far a key reaches.
    ///
    /// @throws ProblemException
    ///             if it opens nothing
    Scope known(String key) {
        var scope = keys.scope(key);
        if (scope == Scope.NONE) {
            throw new ProblemException(Kind.NO_KEY, "the key opens nothing here; scan the code that `lookalike serve"
                    + " --lan` shows, or use the key in server.json");
        }
        return scope;
    }

    /// Refuses a caller who does not reach far enough.
    static void demand(Scope needed, Scope caller) {
        if (!caller.includes(needed)) {
            throw caller == Scope.NONE
                    ? new ProblemException(Kind.NO_KEY, "this needs a key of scope %s; scan the code that `lookalike"
                            .formatted(needed) + " serve --lan` shows, or send `Authorization: Bearer KEY`")
                    : forbidden("this needs a key of scope %s, and the caller reaches %s; the key in server.json of"
                            .formatted(needed, caller) + " the gallery's folder opens everything");
        }
    }

    private void addMachineName() {
        try {
            String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            names.add(name);
            names.add(name + ".local");
        } catch (UnknownHostException _) {
            // A machine without a name is called by its address.
        }
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(Kind.FORBIDDEN, detail);
    }
}
