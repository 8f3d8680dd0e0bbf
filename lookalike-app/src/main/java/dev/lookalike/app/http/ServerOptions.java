package dev.lookalike.app.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

import dev.lookalike.app.api.Bounds;

/// Where a server listens and by which names it may be called.
///
/// @param bind
///            the address it listens on; who comes by any but a loopback address needs a key for everything
/// @param port
///            1 to 65535, or 0 for one that is free
/// @param names
///            by which it may be called beside its addresses and this machine's name, such as that of a proxy before it
public record ServerOptions(InetAddress bind, int port, Set<String> names) {
    public ServerOptions {
        Bounds.check("port", port, 0, 65_535);
        names = Set.copyOf(names);
    }

    /// For this machine alone.
    public static ServerOptions loopback(int port) {
        return new ServerOptions(InetAddress.getLoopbackAddress(), port, Set.of());
    }

    /// For every machine that reaches this one and has a key.
    public static ServerOptions lan(int port) {
        try {
            return new ServerOptions(InetAddress.getByAddress(new byte[4]), port, Set.of());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Whether there are callers who need a key.
    boolean needsKey() {
        return !bind.isLoopbackAddress();
    }
}
