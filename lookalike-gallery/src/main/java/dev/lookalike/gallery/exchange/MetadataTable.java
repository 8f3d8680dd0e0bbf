package dev.lookalike.gallery.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.catalogue.Json;
import org.jspecify.annotations.Nullable;

/// Rows of texts by column, from CSV or NDJSON.
public final class MetadataTable {
    private static final String SEPARATORS = ",;\t";

    private final Path file;
    private final Rows rows;

    public MetadataTable(Path file, Rows rows) {
        this.file = file;
        this.rows = rows;
    }

    /// What sees the rows one by one.
    public interface Rows {
        /// A row; an empty text where a column says nothing.
        void row(long line, Map<String, String> columns);

        /// A row that cannot be read.
        void unreadable(long line, String why);
    }

    /// Shows every row.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such file, or its header cannot be used
    /// @throws GalleryException.Storage
    ///             if the system refuses to read the file
    public void read() {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file %s; give a CSV or NDJSON file".formatted(file));
        }
        String name = file.toString();
        try {
            if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
                readJson();
            } else {
                readCsv();
            }
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot read %s: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    private BufferedReader reader() throws IOException {
        // What is no UTF-8 becomes a mark that a person sees.
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        var reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder));
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    private void readJson() throws IOException {
        try (var lines = reader()) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    readJson(number, line);
                }
            }
        }
    }

    private void readJson(long number, String line) {
        var columns = new LinkedHashMap<String, String>();
        try {
            for (var field : Json.object(line).entrySet()) {
                columns.put(field.getKey(), text(field.getKey(), field.getValue()));
            }
        } catch (IllegalArgumentException wrong) {
            rows.unreadable(number, String.valueOf(wrong.getMessage()));
            return;
        }
        rows.row(number, columns);
    }

    private static String text(String field, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Map<?, ?> _,List<?> _ -> throw new IllegalArgumentException(
                    "%s holds several values; give a text, a number, true or false".formatted(field));
            case BigDecimal number -> number.toPlainString();
            case Double number -> new BigDecimal(number.toString()).toPlainString();
            default -> value.toString();
        };
    }

    private void readCsv() throws IOException {
        try (var lines = reader()) {
            lines.mark(1 << 16);
            String first = lines.readLine();
            lines.reset();
            var csv = CsvReader.builder().fieldSeparator(separator(first == null ? "" : first)).allowExtraFields(true)
                    .allowMissingFields(true).ofCsvRecord(lines);
            readCsv(csv.iterator());
        }
    }

    /// The one of the usual separators that stands most often in the header.
    private static char separator(String header) {
        char most = SEPARATORS.charAt(0);
        for (int i = 1; i < SEPARATORS.length(); i++) {
            char separator = SEPARATORS.charAt(i);
            if (count(header, separator) > count(header, most)) {
                most = separator;
            }
        }
        return most;
    }

    private static long count(String text, char sought) {
        return text.chars().filter(each -> each == sought).count();
    }

    private void readCsv(Iterator<CsvRecord> records) {
        long line = 1;
        try {
            if (!records.hasNext()) {
                throw new IllegalArgumentException("%s is empty; its first line names the columns".formatted(file));
            }
            List<String> header = records.next().getFields().stream().map(String::strip).toList();
            if (new HashSet<>(header).size() < header.size()) {
                throw new IllegalArgumentException("%s has two columns of one name: %s".formatted(file, header));
            }
            while (records.hasNext()) {
                CsvRecord record = records.next();
                line = record.getStartingLineNumber();
                show(header, record);
            }
        } catch (CsvParseException wrong) {
            rows.unreadable(line + 1, "%s; what follows is not read".formatted(wrong.getMessage()));
        }
    }

    private void show(List<String> header, CsvRecord record) {
        if (record.getFieldCount() != header.size()) {
            rows.unreadable(record.getStartingLineNumber(),
                    "it has %d columns and the header %d".formatted(record.getFieldCount(), header.size()));
            return;
        }
        var columns = new LinkedHashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            columns.put(header.get(i), record.getField(i).strip());
        }
        rows.row(record.getStartingLineNumber(), columns);
    }
}
