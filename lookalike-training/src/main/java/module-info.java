import dev.lookalike.training.TorchFineTuner;
import dev.lookalike.vision.FineTuner;

/// How does a network learn this collection?
@org.jspecify.annotations.NullMarked module dev.lookalike.training {
    requires static transitive org.jspecify;
    requires ai.djl.api;
    requires com.google.protobuf;
    requires dev.lookalike.vision;
    requires java.logging;
    requires org.tribuo.util.onnx;

    provides FineTuner with TorchFineTuner;
}
