package dev.lookalike.demo.draw;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// One piece of a product: an outline, what it is made of, and how it bulges, folds and is sewn.
public final class Part {
    final Shape shape;
    final Material material;
    final Pattern pattern;
    final List<Relief> reliefs = new ArrayList<>();
    final List<Ink> inks = new ArrayList<>();
    @Nullable
    Lathe lathe;
    boolean first;
    double shadow = 0.35;
    double shadowReach = 0.02;
    double crumple;
    double opacity = 1;
    double glow;

    /// Shapes that raise (or, below zero, sink) the surface, with edges as soft as `radius`; without shapes it is
    /// the part's own outline.
    record Relief(List<? extends Shape> shapes, double radius, double steepness) {}

    /// Something in another colour on the surface: a print, a thread.
    record Ink(List<? extends Shape> shapes, Tone tone, double strength) {}

    /// A body turned about an upright axis: its half width at each height, and how far its rings sag, seen from above.
    record Lathe(double axis, Radius radius, double flat) {}

    /// The half width of a turned body at a height.
    @FunctionalInterface
    public interface Radius {
        double at(double y);
    }

    private Part(Shape shape, Material material, Pattern pattern) {
        this.shape = shape;
        this.material = material;
        this.pattern = pattern;
    }

    public static Part of(Shape shape, Material material, Pattern pattern) {
        return new Part(shape, material, pattern);
    }

    public static Part of(Shape shape, Material material, Tone tone) {
        return new Part(shape, material, Pattern.plain(tone));
    }

    /// Counts as the product's first colour.
    public Part first() {
        first = true;
        return this;
    }

    /// Rounds the edges: `radius` is how far in, `steepness` 1 is about 45 degrees at the rim.
    public Part bulge(double radius, double steepness) {
        reliefs.add(new Relief(List.of(), radius, steepness));
        return this;
    }

    /// Raises folds (or sinks them, below zero) of the given softness.
    public Part folds(List<? extends Shape> shapes, double radius, double steepness) {
        if (!shapes.isEmpty()) {
            reliefs.add(new Relief(shapes, radius, steepness));
        }
        return this;
    }

    /// Presses lines into the surface: seams, hems, joints.
    public Part seams(Shape... lines) {
        List<Shape> strokes = new ArrayList<>();
        for (Shape line : lines) {
            strokes.add(Stroke.line(line, 0.0045));
        }
        reliefs.add(new Relief(strokes, 0.0022, -0.9));
        return this;
    }

    /// Sews a dashed thread along the lines.
    public Part stitches(Tone thread, Shape... lines) {
        List<Shape> strokes = new ArrayList<>();
        for (Shape line : lines) {
            strokes.add(Stroke.dashes(line, 0.0042, 0.011, 0.007));
        }
        inks.add(new Ink(strokes, thread, 0.85));
        reliefs.add(new Relief(strokes, 0.0016, 0.5));
        return this;
    }

    public Part print(Tone tone, double strength, Shape... shapes) {
        inks.add(new Ink(List.of(shapes), tone, strength));
        return this;
    }

    /// Is a body turned about the upright axis at x = `axis`.
    public Part turned(double axis, Radius radius) {
        lathe = new Lathe(axis, radius, 0.14);
        return this;
    }

    /// How strong and how wide a shadow it throws on the parts beneath.
    public Part shadow(double strength, double reach) {
        shadow = strength;
        shadowReach = reach;
        return this;
    }

    /// Soft unevenness of the whole surface, as of worn cloth.
    public Part crumple(double steepness) {
        crumple = steepness;
        return this;
    }

    public Part opacity(double share) {
        opacity = share;
        return this;
    }

    /// Gives light of its own.
    public Part glow(double strength) {
        glow = strength;
        return this;
    }
}
