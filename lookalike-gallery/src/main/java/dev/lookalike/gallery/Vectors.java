package dev.lookalike.gallery;

/// Every picture's vector in a gallery's space, as it is compared.
@FunctionalInterface
public interface Vectors {

    /// Shows every vector to `visitor`, by ascending id, all of one moment and one space.
    void forEach(Visitor visitor);

    /// Sees vectors one by one.
    @FunctionalInterface
    interface Visitor {
        /// A picture's vector.
        ///
        /// @param id
        ///            of the picture
        /// @param vector
        ///            belongs to the visitor; of the same length for all
        void visit(long id, double[] vector);
    }
}
