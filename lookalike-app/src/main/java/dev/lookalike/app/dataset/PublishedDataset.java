package dev.lookalike.app.dataset;

import java.net.URI;
import java.util.List;

/// A collection that its makers publish, with the hashes that they publish for its files.
///
/// @param name
///            by which it is asked for
/// @param title
///            one line for people
/// @param files
///            that it consists of
/// @param form
///            what is in them
public record PublishedDataset(String name, String title, List<Part> files, Form form) {
    /*
     * Hashes are the publishers' own, and all of them publish MD5: the CIFAR page, the README of Fashion-MNIST, and
     * `fastai/data/checks.txt` for what fast.ai serves (which also gives sizes). A collection whose publisher names no hash
     * (clothing-dataset-small, ImageNet behind its login) has no entry: unpack it yourself and `dataset use` its folder.
     */
    private static final String TORONTO = "https://www.cs.toronto.edu/~kriz/";
    private static final String ZALANDO = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
    private static final String FASTAI = "https://s3.amazonaws.com/fast-ai-imageclas/";

    /// All of them.
    public static final List<PublishedDataset> ALL = List.of(
            new PublishedDataset("cifar-10", "CIFAR-10: 60,000 pictures of 32 x 32 pixels in 10 classes",
                    List.of(part(TORONTO, "cifar-10-binary.tar.gz", 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530")),
                    Form.CIFAR_10),
            new PublishedDataset("cifar-100", "CIFAR-100: 60,000 pictures of 32 x 32 pixels in 100 classes",
                    List.of(part(TORONTO, "cifar-100-binary.tar.gz", 168_513_733, "03b5dce01913d631647c71ecec9e9cb8")),
                    Form.CIFAR_100),
            new PublishedDataset("fashion-mnist", "Fashion-MNIST: 70,000 grey pictures of 28 x 28 pixels in 10 classes",
                    List.of(part(ZALANDO, "train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                            part(ZALANDO, "train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
                            part(ZALANDO, "t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
                            part(ZALANDO, "t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310")),
                    Form.FASHION_MNIST),
            new PublishedDataset("imagenette", "Imagenette: 13,394 photos in 10 classes of ImageNet, 160 pixels",
                    List.of(part(FASTAI, "imagenette2-160.tgz", 99_003_388, "c475f8f7617a200ba35b9facc48443c3")),
                    Form.SYNSETS),
            new PublishedDataset("oxford-pets", "Oxford-IIIT Pets: 7,390 photos of 37 breeds of cats and dogs",
                    List.of(part(FASTAI, "oxford-iiit-pet.tgz", 811_706_944, "e4db5c768afd933bb91f5f594d7417a4")),
                    Form.NAMED_FILES));

    /// What is in the files of a collection.
    public enum Form {
        /// Archive of records of a label and 3 x 1,024 pixel values.
        CIFAR_10,
        /// The same with a coarse label before the fine one.
        CIFAR_100,
        /// Pictures and labels in files of their own, as IDX.
        FASHION_MNIST,
        /// Archive of a folder for each split, and in it one for each WordNet synset.
        SYNSETS,
        /// Archive of pictures named after their class: `Bengal_12.jpg`.
        NAMED_FILES
    }

    /// A published file.
    ///
    /// @param bytes
    ///            that it has
    /// @param md5
    ///            that its publisher names, in hex
    public record Part(URI address, long bytes, String md5) {
        String fileName() {
            String path = address.getPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private static Part part(String folder, String file, long bytes, String md5) {
        return new Part(URI.create(folder + file), bytes, md5);
    }

    /// The one with this name.
    ///
    /// @throws IllegalArgumentException
    ///             if there is none
    public static PublishedDataset named(String name) {
        return ALL.stream().filter(one -> one.name.equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "nobody is known to publish `%s` with a hash; use one of %s, or unpack it yourself and `lookalike dataset use` its folder"
                                .formatted(name, ALL.stream().map(PublishedDataset::name).toList())));
    }
}
