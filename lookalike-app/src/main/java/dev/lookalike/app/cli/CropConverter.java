package dev.lookalike.app.cli;

import java.util.Arrays;

import dev.lookalike.vision.Crop;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a crop as four shares: left, top, width, height.
final class CropConverter implements ITypeConverter<Crop> {
    @Override
    public Crop convert(String text) {
        try {
            double[] shares = Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
            if (shares.length == 4) {
                return new Crop(shares[0], shares[1], shares[2], shares[3]);
            }
        } catch (IllegalArgumentException outside) {
            // Said below, in the words of the command line.
        }
        throw new TypeConversionException("'%s' is no crop; give left,top,width,height as shares inside 0..1, such as "
                .formatted(text) + "0.25,0,0.5,1");
    }
}
