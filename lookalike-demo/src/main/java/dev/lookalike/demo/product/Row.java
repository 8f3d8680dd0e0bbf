package dev.lookalike.demo.product;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One line of the catalogue's table.
final class Row {
    static final String HEADER = "path,product,photo,name,description,category,family,form,colour,colour_hex,second_colour,second_hex,"
            + "pattern,material,style,season,weather,occasion,price,backdrop";

    private Row() {}

    static String of(Shoot shoot) {
        Product product = shoot.product();
        var words = new Wording(product);
        return List
                .of(shoot.path(), product.id(), Integer.toString(shoot.photo()), words.name(), words.description(),
                        product.kind().folder(),
                        product.kind().family(), product.form(), product.colour().name(), hex(product.hex()),
                        product.second().name(), hex(product.second().hex()),
                        product.pattern(), product.make().name(), product.style(), product.season(), product.weather(),
                        product.occasion(),
                        String.format(Locale.ROOT, "%d.%02d", product.cents() / 100, product.cents() % 100),
                        shoot.backdrop())
                .stream().map(Row::quoted)
                .collect(Collectors.joining(","));
    }

    private static String hex(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    private static String quoted(String value) {
        return value.contains(",") || value.contains("\"") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
