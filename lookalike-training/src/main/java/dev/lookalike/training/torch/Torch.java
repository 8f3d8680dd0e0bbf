package dev.lookalike.training.torch;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;

/// PyTorch, loaded once, from its jar and from nowhere else.
final class Torch {
    private static final String NATIVES = "native/lib/pytorch.properties";

    /// Held, for a logger that nobody holds forgets its level.
    private static final Logger QUIET = Logger.getLogger("ai.djl");

    private Torch() {}

    /// Why it cannot be used here and what to do about it, or nothing if it can.
    static Optional<String> obstacle() {
        if (Torch.class.getClassLoader().getResource(NATIVES) == null) {
            return Optional
                    .of("PyTorch for this machine is not among the jars; it is brought for Linux on x86-64 alone");
        }
        try {
            engine();
            return Optional.empty();
        } catch (EngineException | LinkageError e) {
            return Optional.of("PyTorch cannot be loaded on this machine: " + e.getMessage());
        }
    }

    /// What arrays are attached to.
    static NDManager arrays() {
        return Loaded.ENGINE.newBaseManager();
    }

    static Engine engine() {
        return Loaded.ENGINE;
    }

    private static final class Loaded {
        static final Engine ENGINE = load();

        private static Engine load() {
            QUIET.setLevel(Level.WARNING);
            // DJL would report to its makers on some clouds, and fetch what it does not find.
            System.setProperty("OPT_OUT_TRACKING", "true");
            System.setProperty("ai.djl.offline", "true");
            System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
            System.setProperty("ai.djl.pytorch.num_threads",
                    Integer.toString(Runtime.getRuntime().availableProcessors()));
            return Engine.getEngine("PyTorch");
        }
    }
}
