"""Makes small graphs with the structure of well-known networks, to prove that any classifier becomes an embedder.

    python structures.py --out FOLDER

Each network is torchvision's or timm's own code with seeded random weights, and narrow: all layers are there, most with
fewer channels. Beside NAME.onnx lie NAME.json, and two pictures (NAME.input.npy) with PyTorch's own values before the
classifier (NAME.embedding.npy), which whoever reads the graph must find again. README.md says more.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from timm.models.xception import Block, Xception
from torch import nn
from torchvision.models import densenet, efficientnet, mobilenetv2, mobilenetv3, resnet, vgg

SEED = 3
CLASSES = 10
OPSET = 17


class NarrowResNet(resnet.ResNet):
    """ResNet50 whose last stage still writes 2048 channels; everything before it is a sixteenth as wide."""

    def _make_layer(self, block, planes, blocks, stride=1, dilate=False):
        last = planes == 512
        self.base_width = 2 if last else 64
        return super()._make_layer(block, planes if last else planes // 16, blocks, stride, dilate)


def resnet50():
    return NarrowResNet(resnet.Bottleneck, [3, 4, 6, 3], num_classes=CLASSES)


def vgg16():
    """VGG16 with a sixteenth of the channels, and 32 values between its two fully connected layers of 4096."""
    widths = [width if width == "M" else width // 16 for width in vgg.cfgs["D"]]
    network = vgg.VGG(vgg.make_layers(widths), num_classes=CLASSES)
    network.classifier[0] = nn.Linear(32 * 7 * 7, 32)
    network.classifier[3] = nn.Linear(32, 4096)
    return network


def efficientnet_b0():
    blocks, _ = efficientnet._efficientnet_conf("efficientnet_b0", width_mult=0.25, depth_mult=1.0)
    return efficientnet.EfficientNet(blocks, dropout=0.2, num_classes=CLASSES, last_channel=1280)


def mobilenet_v2():
    return mobilenetv2.MobileNetV2(num_classes=CLASSES, width_mult=0.25)


def mobilenet_v3_small():
    blocks, _ = mobilenetv3._mobilenet_v3_conf("mobilenet_v3_small", width_mult=0.25)
    return mobilenetv3.MobileNetV3(blocks, last_channel=1024, num_classes=CLASSES)


def densenet121():
    """DenseNet121 with a growth of 8 instead of 32, hence 256 values instead of 1024: here widths cannot differ."""
    return densenet.DenseNet(8, (6, 12, 24, 16), num_init_features=16, bn_size=2, num_classes=CLASSES)


def xception():
    """Xception with its 2048 values at the end and about a sixteenth of its channels before."""
    network = Xception(num_classes=CLASSES)
    wide = {"block1": (8, 16), "block2": (16, 24), "block3": (24, 48), "block12": (48, 64)}
    network.conv1, network.bn1 = nn.Conv2d(3, 8, 3, 2, bias=False), nn.BatchNorm2d(8)
    network.conv2, network.bn2 = nn.Conv2d(8, 8, 3, bias=False), nn.BatchNorm2d(8)
    for number in range(1, 13):
        name = f"block{number}"
        narrow, wider = wide.get(name, (48, 48))
        stride = 2 if name in wide else 1
        repeats = 2 if name in wide else 3
        setattr(network, name, Block(narrow, wider, repeats, stride, name != "block1", name != "block12"))
    network.conv3, network.bn3 = type(network.conv3)(64, 96, 3, 1, 1), nn.BatchNorm2d(96)
    network.conv4 = type(network.conv4)(96, 2048, 3, 1, 1)
    return network


# Name: what builds it, its side in pixels, the side of the published network's input and of the picture that is cropped
# from, the normalisation, the published dimension, and whether the embedding is the mean of a feature map.
STRUCTURES = {
    "resnet50": (resnet50, 64, (224, 256), "imagenet", 2048, True),
    "vgg16": (vgg16, 224, (224, 256), "imagenet", 4096, False),
    "efficientnet-b0": (efficientnet_b0, 64, (224, 256), "imagenet", 1280, True),
    "mobilenet-v2": (mobilenet_v2, 64, (224, 256), "imagenet", 1280, True),
    "mobilenet-v3-small": (mobilenet_v3_small, 64, (224, 256), "imagenet", 1024, False),
    "densenet121": (densenet121, 64, (224, 256), "imagenet", 1024, True),
    "xception": (xception, 96, (299, 333), "minus-one-to-one", 2048, True),
}


def patchwork(count, side):
    """Pictures of squares of 8 pixels in random colours: they differ in their means, and compress well."""
    small = torch.rand(count, 3, math.ceil(side / 8), math.ceil(side / 8)) * 4 - 2
    return small.repeat_interleave(8, 2).repeat_interleave(8, 3)[:, :, :side, :side].contiguous()


def settle(network, side):
    """Makes values keep their size through the layers, as in a trained network, and rounding errors stay small.

    Batch normalisation sees some pictures, fully connected layers start at the scale of convolutions, and residual
    branches add a little to their trunk instead of drowning it.
    """
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = None
        if isinstance(module, nn.Linear):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        if isinstance(module, resnet.Bottleneck):
            nn.init.constant_(module.bn3.weight, 0.25)
    network.train()
    with torch.no_grad():
        network(patchwork(48, side))
    return network.eval()


def before_classifier(network, pixels):
    """What enters the last fully connected layer."""
    classifier = [module for module in network.modules() if isinstance(module, nn.Linear)][-1]
    seen = []
    hook = classifier.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    with torch.no_grad():
        network(pixels)
    hook.remove()
    return seen[0].numpy()


def make(name, out):
    structure, side, (published, cropped_from), normalisation, dimension, pooled = STRUCTURES[name]
    torch.manual_seed(SEED)
    network = settle(structure(), side)
    pixels = patchwork(2, side)
    embedding = before_classifier(network, pixels)
    torch.onnx.export(
        network,
        pixels[:1],
        str(out / f"{name}.onnx"),
        opset_version=OPSET,
        input_names=["input"],
        output_names=["output"],
        dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}},
        dynamo=False,
    )
    np.save(out / f"{name}.input.npy", pixels.numpy())
    np.save(out / f"{name}.embedding.npy", embedding)
    facts = {
        "input": list(pixels.shape),
        "seed": SEED,
        "dimension": embedding.shape[1],
        "publishedDimension": dimension,
        "pooled": pooled,
        "classes": CLASSES,
        "preprocessing": {
            "resize": "shorter-side",
            "resizeTo": round(side * cropped_from / published),
            "normalisation": normalisation,
        },
    }
    (out / f"{name}.json").write_text(json.dumps(facts) + "\n")
    size = (out / f"{name}.onnx").stat().st_size
    print(f"{name}: {size:,} bytes, {embedding.shape[1]} values, deviation {embedding.std():.3f}")


def save(graph, file):
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, file)


def segmentation(out):
    """Colours every pixel with one of two classes: pictures go in, but no class of the whole picture comes out."""
    random = np.random.default_rng(SEED)
    weights = {"wide": (8, 3, 3, 3), "narrow": (2, 8, 1, 1)}
    nodes = [
        helper.make_node("Conv", ["input", "wide"], ["edges"], pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["edges"], ["shapes"]),
        helper.make_node("Conv", ["shapes", "narrow"], ["mask"]),
    ]
    inputs = [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", 3, 64, 64])]
    outputs = [helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["batch", 2, 64, 64])]
    constants = [
        numpy_helper.from_array(random.normal(size=shape).astype(np.float32), name) for name, shape in weights.items()
    ]
    save(helper.make_graph(nodes, "segmentation", inputs, outputs, constants), out / "segmentation.onnx")


def text_embedding(out):
    """The mean of the rows of a table of words: neither pictures nor classes."""
    table = np.random.default_rng(SEED).normal(size=(100, 16)).astype(np.float32)
    nodes = [
        helper.make_node("Gather", ["table", "words"], ["rows"]),
        helper.make_node("ReduceMean", ["rows"], ["embedding"], axes=[1], keepdims=0),
    ]
    inputs = [helper.make_tensor_value_info("words", TensorProto.INT64, ["batch", "length"])]
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", 16])]
    constants = [numpy_helper.from_array(table, "table")]
    save(helper.make_graph(nodes, "text-embedding", inputs, outputs, constants), out / "text-embedding.onnx")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="+", choices=STRUCTURES, default=list(STRUCTURES))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name in args.only:
        make(name, args.out)
    segmentation(args.out)
    text_embedding(args.out)


if __name__ == "__main__":
    main()
