package dev.lookalike.demo.draw;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;

/// Lines with a width, in the product's units.
public final class Stroke {
    private Stroke() {}

    public static Shape line(Shape path, double width) {
        return scaled(path, new BasicStroke((float) (width * SCALE), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    public static Shape dashes(Shape path, double width, double dash, double gap) {
        float[] lengths = {(float) (dash * SCALE), (float) (gap * SCALE)};
        return scaled(path,
                new BasicStroke((float) (width * SCALE), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, lengths, 0));
    }

    /// BasicStroke flattens curves to whole units: it is asked on a large copy.
    private static final double SCALE = 1000;

    private static Shape scaled(Shape path, BasicStroke stroke) {
        var up = AffineTransform.getScaleInstance(SCALE, SCALE);
        var down = AffineTransform.getScaleInstance(1 / SCALE, 1 / SCALE);
        return down.createTransformedShape(stroke.createStrokedShape(up.createTransformedShape(path)));
    }
}
