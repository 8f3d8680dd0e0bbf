package dev.lookalike.vision;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// Teaches a network itself to tell a collection's classes apart. Brought by a room that [ServiceLoader] finds, for it needs a
/// library for training that nobody else does.
public interface FineTuner {
    /// How many classes can be learnt.
    int MOST_CLASSES = 10_000;

    /// How many pictures can be learnt from.
    int MOST_LESSONS = 1_000_000;

    /// A picture to learn from.
    ///
    /// @param picture
    ///            its file
    /// @param label
    ///            its class, not blank
    record Lesson(Path picture, String label) {
        public Lesson {
            if (label.isBlank()) {
                throw new IllegalArgumentException("%s has a blank label; name its class".formatted(picture));
            }
        }
    }

    /// How to learn.
    ///
    /// @param epochs
    ///            how often each picture is looked at, 1 to 1,000
    /// @param batch
    ///            how many pictures a step learns from, 2 to 512
    /// @param rate
    ///            the highest learning rate of the network's weights, above 0, at most 1
    /// @param layers
    ///            how many of the last layers with weights learn, or 0 for all
    /// @param seed
    ///            of what is left to chance
    record Course(int epochs, int batch, double rate, int layers, long seed) {
        /// Four epochs over all layers.
        public static final Course USUAL = new Course(4, 32, 3e-4, 0, 0);

        public Course {
            if (epochs < 1 || epochs > 1_000) {
                throw new IllegalArgumentException("epochs is %d; use 1 to 1000".formatted(epochs));
            }
            if (batch < 2 || batch > 512) {
                throw new IllegalArgumentException("batch is %d; use 2 to 512".formatted(batch));
            }
            if (!(rate > 0 && rate <= 1)) {
                throw new IllegalArgumentException("rate is %s; use more than 0, at most 1".formatted(rate));
            }
            if (layers < 0) {
                throw new IllegalArgumentException("layers is %d; use 1 or more, or 0 for all".formatted(layers));
            }
        }
    }

    /// What came of it: files that are ready to be [added][ModelStore#add(Path, String, Preprocessing, int)].
    ///
    /// @param onnx
    ///            the network in float numbers; it ends in a classifier of the classes that were learnt, whose names lie beside
    ///            it as `NAME.labels.txt`
    /// @param int8
    ///            the same in 8-bit numbers
    /// @param classes
    ///            that were learnt, in the order of its output
    /// @param pictures
    ///            that were learnt from
    /// @param unreadable
    ///            pictures that could not be read and were left out
    /// @param steps
    ///            that were taken in all, those before it was resumed too
    /// @param seconds
    ///            that these took
    record Tuned(Path onnx, Path int8, List<String> classes, int pictures, int unreadable, int steps, double seconds) {
        public Tuned {
            classes = List.copyOf(classes);
        }
    }

    /// Hears how it goes on, from the thread that learns.
    @FunctionalInterface
    interface Progress {
        /// After each step.
        ///
        /// @param step
        ///            the number of the step, from 1
        /// @param ofSteps
        ///            how many there will be
        /// @param loss
        ///            of this step
        /// @param right
        ///            the share of its pictures whose class was found, 0..1
        void stepped(int step, int ofSteps, double loss, double right);
    }

    /// Why it cannot be used here and what to do about it, or nothing if it can.
    Optional<String> obstacle();

    /// Teaches a network. Takes seconds for each step on a few cores, and up to 6 GB of memory for a network of 5 million
    /// weights.
    ///
    /// @param folder
    ///            where the outcome and what is needed to go on are kept; made if it is not there. Called again with the same
    ///            network, lessons and course, it goes on with the last step that was kept
    /// @throws IllegalArgumentException
    ///             if there are fewer than two classes or two pictures of one, more than [#MOST_CLASSES] or [#MOST_LESSONS], or
    ///             the folder holds the beginning of another course
    /// @throws IllegalStateException
    ///             if there is an [obstacle][#obstacle()]
    /// @throws VisionException.BadModel
    ///             if the network is no image classifier, or has a layer that cannot be trained here; the message names it
    /// @throws VisionException.Unreadable
    ///             if the folder cannot be written
    /// @throws InterruptedException
    ///             if the thread is interrupted; what was learnt until the last step is kept
    Tuned tune(Model.Network network, List<Lesson> lessons, Course course, Path folder, Progress progress)
            throws InterruptedException;

    /// The one that is here, if any is.
    static Optional<FineTuner> found() {
        return ServiceLoader.load(FineTuner.class, FineTuner.class.getClassLoader()).findFirst();
    }
}
