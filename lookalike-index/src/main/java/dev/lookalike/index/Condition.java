package dev.lookalike.index;

import java.util.List;
import java.util.Objects;

/// What the [values][Shelf.Entry#values()] of an entry on a shelf must be. A text and a number are never equal, and neither is
/// less than the other; where a value is missing, nothing holds of it.
public sealed interface Condition {

    /// Every entry.
    record All() implements Condition {}

    /// With one of these ids.
    record Among(List<Long> ids) implements Condition {
        public Among {
            ids = List.copyOf(ids);
        }
    }

    /// With this value, whatever it is.
    record Has(String name) implements Condition {}

    /// With one of these values.
    ///
    /// @param values
    ///            texts and `Double`s
    record Is(String name, List<Object> values) implements Condition {
        public Is {
            values = List.copyOf(values);
        }
    }

    /// How a value lies to a bound.
    enum Order {
        /// Less than the bound.
        LESS,

        /// Less than the bound, or equal to it.
        AT_MOST,

        /// More than the bound, or equal to it.
        AT_LEAST,

        /// More than the bound.
        MORE
    }

    /// With a value on one side of a bound; texts are compared letter by letter, by their numbers in Unicode.
    ///
    /// @param bound
    ///            a text or a `Double`
    record Compared(String name, Order order, Object bound) implements Condition {
        public Compared {
            Objects.requireNonNull(order, "order");
        }
    }

    /// With a list of texts in which all these are.
    record Holds(String name, List<String> texts) implements Condition {
        public Holds {
            texts = List.copyOf(texts);
        }
    }

    /// All of these.
    record And(List<Condition> conditions) implements Condition {
        public And {
            conditions = List.copyOf(conditions);
        }
    }

    /// At least one of these.
    record Or(List<Condition> conditions) implements Condition {
        public Or {
            conditions = List.copyOf(conditions);
        }
    }

    /// Not this.
    record Not(Condition condition) implements Condition {}
}
