package dev.lookalike.vision.models;

import java.net.URI;
import java.util.List;

/// A network that its makers publish, with the hash that they publish for it.
///
/// @param name
///            by which it is asked for
/// @param title
///            one line for people
/// @param path
///            below the addresses of the ONNX model zoo
/// @param bytes
///            of the file
/// @param sha256
///            of the file
/// @param licence
///            that the publisher names
public record PublishedModel(String name, String title, String path, long bytes, String sha256, String licence) {
    /*
     * Sizes and hashes are those that the model zoo publishes (github.com/onnx/models): `model_sha` in its
     * ONNX_HUB_MANIFEST.json, the same as the `oid` in its Git LFS pointers. Left out on purpose: networks whose publisher does not say how pictures are prepared
     * (DenseNet from Caffe2) or wants blue first (GoogLeNet, Inception v1).
     */
    private static final String CLASSIFICATION = "validated/vision/classification/";

    /// Where the model zoo is: its present home first, then its former one.
    public static final List<URI> ADDRESSES = List.of(
            URI.create("https://huggingface.co/onnxmodelzoo/legacy_models/resolve/main/"),
            URI.create("https://github.com/onnx/models/raw/main/"));

    /// All of them.
    public static final List<PublishedModel> ALL = List.of(
            zoo("resnet50", "ResNet-50 v1, 2048 values", "resnet/model/resnet50-v1-12.onnx", 102_576_419,
                    "ab65bdc02c5b3123eb3cdf6dac01742438517d8635d4f233913b2be1c70db3b6", "Apache-2.0"),
            zoo("resnet50-v2", "ResNet-50 v2, 2048 values", "resnet/model/resnet50-v2-7.onnx", 102_442_450,
                    "1e80e8a7c8eec8e8b20c440d7dd7f2f8590779c7c2859dc4514870dc463845d3", "Apache-2.0"),
            zoo("resnet101-v2", "ResNet-101 v2, 2048 values", "resnet/model/resnet101-v2-7.onnx", 178_682_299,
                    "b610c141f3b26bf8324dcbd13532779cceedffac5213dbcc3ad0047b489ce304", "Apache-2.0"),
            zoo("vgg16", "VGG-16, 4096 values, no heat maps", "vgg/model/vgg16-7.onnx", 553_437_328,
                    "f20805a3ecccaa88647bbab4ad011ff2412a9838485ea844de0fcbce349820b9", "Apache-2.0"),
            zoo("mobilenet-v2", "MobileNet v2, 1280 values", "mobilenet/model/mobilenetv2-12.onnx", 13_964_571,
                    "c0c3f76d93fa3fd6580652a45618618a220fced18babf65774ed169de0432ad5", "Apache-2.0"),
            zoo("efficientnet-lite4", "EfficientNet-Lite4, 1280 values",
                    "efficientnet-lite4/model/efficientnet-lite4-11.onnx",
                    51_946_641, "d111689907c06eea7c82e4833ddef758da6453b9d4cf60b7e99ca05c7cbd9c12", "MIT"),
            zoo("squeezenet", "SqueezeNet 1.1, 512 values", "squeezenet/model/squeezenet1.1-7.onnx", 9_165_684,
                    "9456373b67f04e4a9cb0bb9be984f0db2d0ad141582d84d4b4ad9e84f7ec7785", "Apache-2.0"),
            zoo("shufflenet-v2", "ShuffleNet v2, 1024 values", "shufflenet/model/shufflenet-v2-12.onnx", 9_218_556,
                    "ea69821b4dd374ae2f33f9710dd1229ac263d0ee5b5a46ca3521f6483e1ba035", "BSD-3-Clause"));

    private static PublishedModel zoo(String name, String title, String path, long bytes, String sha256,
            String licence) {
        return new PublishedModel(name, title, CLASSIFICATION + path, bytes, sha256, licence);
    }
}
