package dev.lookalike.gallery.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whether two pictures are copies of one photo: cropped, mirrored, resized, recompressed or recoloured, but one photo.
final class Alignment {
    /*
     * Two pictures of one kind of thing, in one place, from one side, have much the same light and dark; pictures of one photo
     * have the same small things in the same places. So one picture is laid onto the other where it fits best, and then what is
     * left of both without all that changes slowly has to correlate.
     *
     * Where it fits: either picture may be a part of the other, upright or mirrored, a half to all of its side. Details on a
     * coarse grid are compared at every place and some sizes; the best are then moved and sized in small steps as long as those
     * on a fine grid agree better. A copy that is stretched is tried as well, as a whole. Most look-alikes end at the coarse grid.
     *
     * Outlines are strong and may be shared by two skirts on two floors; so in the end the details are compared once more with
     * faint ones counting nearly as much as strong ones.
     *
     * Correlation does not care how bright or how rich in contrast a copy is. Colours may be changed, but all in one way, as
     * people change them: [ColourMap]. That tells two dresses of one cut from one dress.
     */
    private static final int FINE = Miniature.SIDE;
    private static final int COARSE = FINE / 2;

    /// How large a part of the other a picture may be, by its longer side.
    private static final double LEAST_SIZE = 0.45;
    private static final double SIZE_STEP = 0.93;

    private static final int STARTS = 2;
    private static final int ROUNDS = 4;

    /// Pairs whose details agree less after the first, large steps will not do so after small ones.
    private static final double LEAST_PROMISE = 0.35;

    /// Nothing better is looked for.
    private static final double SURE = 0.9;

    /// Pairs whose coarse details agree less at their best place are not looked at more closely.
    private static final double LEAST_COARSE = 0.4;

    /// How far around a value it is taken to change slowly.
    private static final int REACH = 2;

    /// Details of so many levels count about half as much as the strongest.
    private static final float FAINT = 4;

    /// A picture whose details vary by less than so many levels has none.
    private static final double LEAST_DETAIL = 0.7;

    private final Miniature whole;
    private final Miniature part;
    private final Plane wholeGrey;
    private final Plane wholeDetail;
    private final Plane coarseDetail;
    private final Plane partGrey;
    /// The part's details on grids of so many columns and rows.
    private final Map<Integer, Plane> partDetails = new HashMap<>();

    /// A part of a picture, in values of the fine grid.
    private record Region(double left, double top, double width, double height) {
        int columns() {
            return Math.clamp(Math.round(width), 8, FINE);
        }

        int rows() {
            return Math.clamp(Math.round(height), 8, FINE);
        }

        boolean fits() {
            return left >= -0.5 && top >= -0.5 && left + width <= FINE + 0.5 && top + height <= FINE + 0.5
                    && width >= 8 && height >= 8;
        }

        Region moved(double x, double y, double wider, double higher) {
            return new Region(left + x, top + y, width * wider, height * higher);
        }
    }

    private record Place(Alignment of, Region region, double agreement) {}

    private Alignment(Miniature whole, Miniature part) {
        this.whole = whole;
        this.part = part;
        wholeGrey = whole.grey();
        wholeDetail = wholeGrey.detail(REACH);
        coarseDetail = wholeGrey.resized(COARSE, COARSE).detail(REACH);
        partGrey = part.grey();
    }

    /// How far two pictures are the same photo, up to 1.
    static double agreement(Miniature a, Miniature b) {
        Miniature mirrored = b.mirrored();
        var places = new ArrayList<Place>();
        for (Alignment each : List.of(new Alignment(a, b), new Alignment(a, mirrored), new Alignment(b, a),
                new Alignment(mirrored, a))) {
            each.addPlaces(places);
        }
        double best = 0;
        for (Place place : places.stream().sorted(Comparator.comparingDouble(Place::agreement).reversed())
                .limit(STARTS).toList()) {
            if (place.agreement >= LEAST_COARSE && best < SURE) {
                Place refined = place.of.refined(place.region);
                best = Math.max(best, place.of.judged(refined));
            }
        }
        return best;
    }

    private void addPlaces(List<Place> places) {
        Plane template = partGrey.resized(COARSE, COARSE);
        var stretched = new Region(0, 0, FINE, FINE);
        places.add(new Place(this, stretched, coarseDetail.correlation(template.detail(REACH))));
        double wider = part.proportion() / whole.proportion();
        for (double size = 1; size >= LEAST_SIZE; size *= SIZE_STEP) {
            double width = size * Math.min(1, wider);
            double height = size * Math.min(1, 1 / wider);
            int columns = (int) Math.round(COARSE * width);
            int rows = (int) Math.round(COARSE * height);
            if (columns >= COARSE / 4 && rows >= COARSE / 4) {
                Plane matched = coarseDetail.matched(template.resized(columns, rows).detail(REACH));
                int at = best(matched);
                int row = at / matched.width();
                double times = (double) FINE / COARSE;
                places.add(new Place(this, new Region(times * (at % matched.width()), times * row,
                        FINE * width, FINE * height), matched.values()[at]));
            }
        }
    }

    private static int best(Plane matched) {
        int best = 0;
        for (int i = 1; i < matched.values().length; i++) {
            best = matched.values()[i] > matched.values()[best] ? i : best;
        }
        return best;
    }

    // Moves, then sizes, then both in smaller steps: each time to the best of all neighbours, while that is better.
    private Place refined(Region start) {
        var place = new Place(this, start, details(start));
        for (double step = 2; step >= 0.25 && (step == 2 || place.agreement >= LEAST_PROMISE); step /= 2) {
            boolean better = true;
            for (int round = 0; better && round < ROUNDS; round++) {
                Place next = best(place, step);
                better = next.agreement > place.agreement;
                place = better ? next : place;
            }
        }
        return place;
    }

    private Place best(Place from, double step) {
        Place best = from;
        double grow = 1 + step / FINE;
        double[] sizes = {1 / grow, 1, grow};
        for (double size : sizes) {
            double moved = (1 - size) / 2;
            for (int x = -1; x <= 1; x++) {
                for (int y = -1; y <= 1; y++) {
                    Region tried = from.region.moved(x * step + moved * from.region.width,
                            y * step + moved * from.region.height, size, size);
                    if (tried.fits()) {
                        double agreement = details(tried);
                        best = agreement > best.agreement ? new Place(this, tried, agreement) : best;
                    }
                }
            }
        }
        return best;
    }

    private double details(Region region) {
        return part(wholeDetail, region).correlation(partDetails(region));
    }

    private Plane partDetails(Region region) {
        return partDetails.computeIfAbsent(region.columns() * (FINE + 1) + region.rows(),
                _ -> partGrey.resized(region.columns(), region.rows()).detail(REACH));
    }

    private double judged(Place place) {
        boolean flat = part(wholeDetail, place.region).deviation() < LEAST_DETAIL
                || partDetails(place.region).deviation() < LEAST_DETAIL;
        return flat ? 0 : Math.min(textures(place.region), Math.min(place.agreement, colours(place.region)));
    }

    /// How far details agree if faint ones count nearly as much as strong ones: outlines of two skirts may be the same.
    private double textures(Region region) {
        return part(wholeGrey, region).detail(REACH).evened(FAINT).correlation(partDetails(region).evened(FAINT));
    }

    private static Plane part(Plane plane, Region region) {
        return plane.part(region.left, region.top, region.width, region.height, region.columns(), region.rows());
    }

    /// How well a change of colours takes those of one to those of the other, in the better direction.
    private double colours(Region region) {
        var there = new Plane[3];
        var here = new Plane[3];
        for (int i = 0; i < 3; i++) {
            there[i] = part(whole.channel(i), region);
            here[i] = part.channel(i).resized(region.columns(), region.rows());
        }
        return Math.max(ColourMap.agreement(there, here), ColourMap.agreement(here, there));
    }
}
