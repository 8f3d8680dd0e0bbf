package dev.lookalike.gallery.compatibility;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.DoubleConsumer;

/// Finds where a smooth function of many numbers is least.
final class Descent {
    /*
     * L-BFGS (Nocedal & Wright 2006, algorithms 7.4 and 3.1): a step in the direction that the last MEMORY steps and changes of
     * gradients say, halved until the function falls by enough. What is minimised here is convex, so where it ends does not depend on
     * where it begins.
     */
    private static final int MEMORY = 10;
    private static final double ENOUGH = 1e-4;
    private static final double FLAT = 1e-5;
    private static final int HALVINGS = 30;

    private Descent() {}

    /// A function.
    @FunctionalInterface
    interface Function {
        /// Its value at some place.
        ///
        /// @param gradient
        ///            zeros, filled with its slopes there
        double at(double[] place, double[] gradient);
    }

    private record Step(double[] step, double[] turn, double product) {}

    /// Goes down from zeros, up to so many steps.
    ///
    /// @param progress
    ///            hears how much is done, 0 to 1
    static double[] least(Function function, int size, int steps, DoubleConsumer progress) {
        var place = new double[size];
        var gradient = new double[size];
        double value = function.at(place, gradient);
        Deque<Step> memory = new ArrayDeque<>();
        for (int i = 0; i < steps; i++) {
            progress.accept((double) i / steps);
            double[] direction = direction(gradient, memory);
            double slope = dot(direction, gradient);
            double length = memory.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
            double[] next = place;
            double[] nextGradient = gradient;
            double nextValue = value;
            int halvings = 0;
            for (; halvings < HALVINGS; halvings++, length /= 2) {
                next = place.clone();
                add(next, direction, length);
                nextGradient = new double[size];
                nextValue = function.at(next, nextGradient);
                if (nextValue <= value + ENOUGH * length * slope) {
                    break;
                }
            }
            if (halvings == HALVINGS) {
                break;
            }
            double[] turn = nextGradient.clone();
            add(turn, gradient, -1);
            for (int j = 0; j < size; j++) {
                direction[j] *= length;
            }
            remember(memory, new Step(direction, turn, dot(direction, turn)));
            boolean isFlat = value - nextValue < FLAT * Math.max(1, Math.abs(value)) / steps;
            place = next;
            gradient = nextGradient;
            value = nextValue;
            if (isFlat) {
                break;
            }
        }
        progress.accept(1);
        return place;
    }

    private static void remember(Deque<Step> memory, Step step) {
        if (step.product > 0) {
            memory.addLast(step);
            if (memory.size() > MEMORY) {
                memory.removeFirst();
            }
        }
    }

    private static double[] direction(double[] gradient, Deque<Step> memory) {
        var direction = new double[gradient.length];
        add(direction, gradient, -1);
        var shares = new double[memory.size()];
        int i = memory.size();
        for (Iterator<Step> last = memory.descendingIterator(); last.hasNext();) {
            Step step = last.next();
            shares[--i] = dot(step.step, direction) / step.product;
            add(direction, step.turn, -shares[i]);
        }
        if (!memory.isEmpty()) {
            Step last = memory.getLast();
            double scale = last.product / dot(last.turn, last.turn);
            for (int j = 0; j < direction.length; j++) {
                direction[j] *= scale;
            }
        }
        for (Step step : memory) {
            add(direction, step.step, shares[i++] - dot(step.turn, direction) / step.product);
        }
        return direction;
    }

    private static void add(double[] sum, double[] row, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * row[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
