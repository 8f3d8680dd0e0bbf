/// What vector does this picture have?
@org.jspecify.annotations.NullMarked module dev.lookalike.vision {
    requires static transitive org.jspecify;
    requires java.desktop;
    requires com.microsoft.onnxruntime;
    requires org.tribuo.util.onnx;
    requires org.tribuo.tokens;
    requires com.oracle.labs.mlrg.olcut;
    requires com.google.protobuf;
    requires org.bytedeco.javacpp;
    requires org.bytedeco.opencv;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.jpeg;
    requires com.twelvemonkeys.imageio.tiff;
    requires com.twelvemonkeys.imageio.webp;
    requires tools.jackson.core;

    exports dev.lookalike.vision;

    uses dev.lookalike.vision.FineTuner;
}
