package dev.lookalike.demo.product;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;

import dev.lookalike.demo.draw.Layer;

/// A product as somebody draws it with a pen: the outlines of its largest parts, and nothing of its colours, patterns and light.
final class Sketch {
    private static final int MOST_STROKES = 8;
    /// A part whose box is a smaller share of the largest one's is left out.
    private static final double LEAST_SHARE = 0.03;
    private static final float LINE = 5;

    private Sketch() {}

    static BufferedImage of(Shoot shoot) {
        Layer layer = shoot.layer();
        List<Shape> all = shoot.outlines(layer);
        List<Shape> largest = all.stream().sorted(Comparator.comparingDouble(Sketch::size).reversed())
                .limit(MOST_STROKES).toList();
        double least = largest.isEmpty() ? 0 : LEAST_SHARE * size(largest.getFirst());
        var sketch = new BufferedImage(layer.width(), layer.height(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = sketch.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setStroke(new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, layer.width(), layer.height());
        // A part hides the lines behind it.
        for (Shape outline : all) {
            if (largest.contains(outline) && size(outline) >= least) {
                graphics.setColor(Color.WHITE);
                graphics.fill(outline);
                graphics.setColor(Color.BLACK);
                graphics.draw(outline);
            }
        }
        graphics.dispose();
        return sketch;
    }

    private static double size(Shape shape) {
        Rectangle2D box = shape.getBounds2D();
        return box.getWidth() * box.getHeight();
    }
}
