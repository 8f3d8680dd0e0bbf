package dev.lookalike.demo.product;

import dev.lookalike.demo.draw.Brush;
import dev.lookalike.demo.draw.Dice;

/// Paints one kind of product in a box of 1 by 1 around (0, 0); what stands has its foot at y = 0.5.
@FunctionalInterface
interface Painter {
    /// Paints the product; the dice are its own, thrown the same way for each of its photos.
    void paint(Brush brush, Look look, Dice dice);
}
