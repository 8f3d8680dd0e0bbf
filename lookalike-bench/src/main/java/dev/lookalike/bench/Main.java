package dev.lookalike.bench;

import java.util.Arrays;

/// Picks a benchmark by name.
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        String name = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (name) {
            case "ingest" -> Ingest.main(rest);
            case "large-pictures" -> LargePictures.main(rest);
            case "queries" -> Queries.main(rest);
            case "memory" -> Memory.main(rest);
            case "vectors" -> PictureVectors.main(rest);
            case "map" -> Maps.main(rest);
            case "search" -> Search.main(rest);
            case "updates" -> Updates.main(rest);
            case "growth" -> Growth.main(rest);
            case "kernels" -> KernelTable.main(rest);
            case "heads" -> Heads.main(rest);
            case "copies" -> CopyTrial.main(rest);
            case "labels" -> LabelTrial.main(rest);
            case "outliers" -> OutlierTrial.main(rest);
            case "foreign" -> Foreign.main(rest);
            case "taste" -> TasteTable.main(rest);
            case "tastes" -> TasteTimes.main(rest);
            case "recommend" -> RecommendTrial.main(rest);
            case "variety" -> Variety.main(rest);
            case "words" -> WordTrial.main(rest);
            case "fusion" -> FusionTrial.main(rest);
            case "together" -> Together.main(rest);
            case "situation" -> SituationTrial.main(rest);
            case "outfits" -> OutfitTable.main(rest);
            case "colours" -> LookTrial.colours(rest);
            case "patterns" -> LookTrial.patterns(rest);
            case "patches" -> LookTrial.patches(rest);
            case "sketches" -> SketchTrial.main(rest);
            case "meanings" -> Meanings.main(rest);
            default -> {
                System.err.println(
                        """
                        give one of
                          ingest PHOTOS [PEER.py PYTHON MODEL.onnx]  images/s of the whole way, beside a peer
                          large-pictures [COUNT]                 12-megapixel JPEGs, beside ImageIO
                          queries PHOTOS                         milliseconds of a query beyond the network
                          memory PHOTOS ...                      resident memory while adding
                          vectors FOLDER NETWORK PHOTOS ...      writes real embeddings, of altered copies too
                          map FOLDER PHOTOS ...                  seconds of a map of such vectors, and what it keeps
                          search FOLDER [PEER.py PYTHON]         recall and queries/s of such vectors, beside peers
                          updates FOLDER                         half exchanged, and searches during a merge
                          growth [COUNT ...]                     what an index of generated vectors costs as it grows
                          kernels [KERNEL ...]                   nanoseconds of a distance, by the width of vectors
                          heads PHOTOS SEEDS MODEL ...           what is learnt from labels, and of classes without
                          copies PHOTOS MOST [MODEL [WORK]]      altered copies found, and look-alikes kept apart
                          labels PHOTOS [MODEL]                  labels exchanged on purpose, found again
                          outliers PHOTOS OTHERS MODEL ...       strangers put among photos, found again
                          foreign PHOTOS OTHERS MODEL ...        whether anything is alike, with two classes left out
                          tastes PEER.py PYTHON [USERS ITEMS VALUES]  seconds of an epoch of VBPR, beside Cornac
                          recommend GALLERY [PEOPLE [SEED]]      whether answers for people foresee likes held out
                          variety PHOTOS [MODEL]                 how far answers are from each other, and how many are right
                          words PHOTOS PHRASES.json [MODEL [GALLERY]]  whether words find what they describe
                          together VECTORS MODEL [FOLDER]        a filter, words, a taste, a situation and variety in one question
                          fusion DEMO [GALLERY]                  looks and what is told, alone and fused, on the demo's products
                          situation [--seed N --count N ...]     how many answers suit a situation, on the demo's products
                          outfits [--seed N --count N ...]       what goes with what, learnt from outfits, on the demo's products
                          colours [--seed N] [--count N] [WORK]  whether a colour finds its products, on a demo catalogue
                          patterns [--seed N] [--count N] [WORK] whether a pattern finds its products, there
                          patches PHOTOS [WORK]                  whether a patch finds others of its garment, among 2,000
                          sketches PHOTOS PEER.py PYTHON [test [MODEL ...]]  whether sketches find what they show
                          sketches demo DEMO [MODEL ...]         the same of simplified drawings of the demo's products
                          meanings GLOSSES FILE                  what ImageNet's classes mean, as it is bundled""");
                System.exit(2);
            }
        }
    }
}
