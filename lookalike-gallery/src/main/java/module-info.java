/// Which pictures should this person see?
@org.jspecify.annotations.NullMarked module dev.lookalike.gallery {
    requires static transitive org.jspecify;
    requires transitive dev.lookalike.index;
    requires transitive dev.lookalike.vision;
    requires de.siegmar.fastcsv;
    requires java.net.http;
    requires java.sql;
    requires org.xerial.sqlitejdbc;
    requires tools.jackson.databind;

    uses dev.lookalike.gallery.ContextSource;

    exports dev.lookalike.gallery;
    exports dev.lookalike.gallery.evaluation;
}
