package dev.lookalike.demo.draw;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/// Draws outlines in the product's own units: x to the right, y down, the product about 1 high.
public final class Outline {
    private final List<double[]> steps = new ArrayList<>();

    private Outline() {}

    public static Outline at(double x, double y) {
        var outline = new Outline();
        outline.steps.add(new double[]{x, y});
        return outline;
    }

    public Outline line(double x, double y) {
        steps.add(new double[]{x, y});
        return this;
    }

    /// A curve to (x, y) that leans towards (cx, cy).
    public Outline bend(double cx, double cy, double x, double y) {
        double[] from = steps.getLast();
        double px = from[from.length - 2];
        double py = from[from.length - 1];
        return curve(px + (cx - px) * 2 / 3, py + (cy - py) * 2 / 3, x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y);
    }

    public Outline curve(double ax, double ay, double bx, double by, double x, double y) {
        steps.add(new double[]{ax, ay, bx, by, x, y});
        return this;
    }

    /// The outline as an open line.
    public Path2D open() {
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        path.moveTo(steps.getFirst()[0], steps.getFirst()[1]);
        for (double[] step : steps.subList(1, steps.size())) {
            append(path, step);
        }
        return path;
    }

    public Path2D closed() {
        Path2D path = open();
        path.closePath();
        return path;
    }

    /// The outline as the right half of a shape whose left half is its mirror image; it goes from top to bottom.
    public Path2D mirrored() {
        Path2D path = open();
        for (int i = steps.size() - 1; i >= 0; i--) {
            double[] step = steps.get(i);
            double[] to = i == 0 ? step : steps.get(i - 1);
            if (i == steps.size() - 1) {
                path.lineTo(-step[step.length - 2], step[step.length - 1]);
            }
            if (i == 0) {
                path.closePath();
            } else if (step.length == 2) {
                path.lineTo(-to[to.length - 2], to[to.length - 1]);
            } else {
                path.curveTo(-step[2], step[3], -step[0], step[1], -to[to.length - 2], to[to.length - 1]);
            }
        }
        return path;
    }

    private static void append(Path2D path, double[] step) {
        if (step.length == 2) {
            path.lineTo(step[0], step[1]);
        } else {
            path.curveTo(step[0], step[1], step[2], step[3], step[4], step[5]);
        }
    }

    /// A smooth closed shape through the points.
    public static Path2D smooth(double... points) {
        int count = points.length / 2;
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        path.moveTo(points[0], points[1]);
        for (int i = 0; i < count; i++) {
            int before = (i + count - 1) % count;
            int next = (i + 1) % count;
            int after = (i + 2) % count;
            path.curveTo(points[2 * i] + (points[2 * next] - points[2 * before]) / 6,
                    points[2 * i + 1] + (points[2 * next + 1] - points[2 * before + 1]) / 6,
                    points[2 * next] - (points[2 * after] - points[2 * i]) / 6,
                    points[2 * next + 1] - (points[2 * after + 1] - points[2 * i + 1]) / 6, points[2 * next],
                    points[2 * next + 1]);
        }
        path.closePath();
        return path;
    }

    public static Shape ellipse(double x, double y, double halfWidth, double halfHeight) {
        return new Ellipse2D.Double(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight);
    }

    /// A rectangle with rounded corners around (x, y).
    public static Path2D box(double x, double y, double halfWidth, double halfHeight, double corner) {
        double c = Math.min(corner, Math.min(halfWidth, halfHeight));
        double l = x - halfWidth;
        double r = x + halfWidth;
        double t = y - halfHeight;
        double b = y + halfHeight;
        return at(l + c, t).line(r - c, t).bend(r, t, r, t + c).line(r, b - c).bend(r, b, r - c, b).line(l + c, b)
                .bend(l, b, l, b - c).line(l, t + c).bend(l, t, l + c, t).closed();
    }

    /// A band of the given half widths along a curve from (x0, y0) by (cx, cy) to (x1, y1): straps, legs, stems, folds.
    public static Path2D band(double x0, double y0, double cx, double cy, double x1, double y1, double start,
            double end) {
        double ax = cx - x0;
        double ay = cy - y0;
        double bx = x1 - cx;
        double by = y1 - cy;
        double al = Math.max(1e-9, Math.sqrt(ax * ax + ay * ay));
        double bl = Math.max(1e-9, Math.sqrt(bx * bx + by * by));
        double anx = -ay / al;
        double any = ax / al;
        double bnx = -by / bl;
        double bny = bx / bl;
        double middle = (start + end) / 2;
        double mx = (anx + bnx) / 2;
        double my = (any + bny) / 2;
        double mm = Math.max(0.35, mx * mx + my * my);
        double ox = mx / mm * middle;
        double oy = my / mm * middle;
        return at(x0 + anx * start, y0 + any * start).bend(cx + ox, cy + oy, x1 + bnx * end, y1 + bny * end)
                .line(x1 - bnx * end, y1 - bny * end).bend(cx - ox, cy - oy, x0 - anx * start, y0 - any * start)
                .closed();
    }

    /// A fold in cloth: thin at both ends, `width` wide in the middle.
    public static Path2D fold(double x0, double y0, double cx, double cy, double x1, double y1, double width) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = Math.max(1e-9, Math.sqrt(dx * dx + dy * dy));
        double nx = -dy / length * width;
        double ny = dx / length * width;
        return at(x0, y0).bend(cx + nx, cy + ny, x1, y1).bend(cx - nx, cy - ny, x0, y0).closed();
    }

    public static Shape moved(Shape shape, double x, double y) {
        return new AffineTransform(1, 0, 0, 1, x, y).createTransformedShape(shape);
    }

    public static Shape flipped(Shape shape) {
        return new AffineTransform(-1, 0, 0, 1, 0, 0).createTransformedShape(shape);
    }

    /// Turned by `degrees` (clockwise on the picture) about (x, y).
    public static Shape turned(Shape shape, double degrees, double x, double y) {
        return turn(degrees, x, y).createTransformedShape(shape);
    }

    public static AffineTransform turn(double degrees, double x, double y) {
        double angle = degrees * (StrictMath.PI / 180);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return new AffineTransform(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y);
    }
}
