package dev.lookalike.vision.decode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.PixelBudget;
import dev.lookalike.vision.VisionException.Refused;
import dev.lookalike.vision.VisionException.Refused.Reason;
import dev.lookalike.vision.pixels.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Promise I1: the first bytes decide, never the name.
class PolyglotTest {
    private static final Pixels SCENE = Samples.scene(40, 30);
    private static final byte[] JPEG = Samples.encode(SCENE, Format.JPEG);
    private static final byte[] GIF = Samples.encode(SCENE, Format.GIF);

    private final Decoder decoder = new Decoder(PixelBudget.shared());

    static Stream<String> foreign() {
        return foreignContent().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void read_foreignContentNamedAsPicture_isRefused(String name, @TempDir Path folder) throws IOException {
        byte[] content = Objects.requireNonNull(foreignContent().get(name));
        for (String ending : new String[]{"jpg", "png", "webp"}) {
            Path file = Files.write(folder.resolve("picture." + ending), content);

            var refused = catchThrowableOfType(Refused.class, () -> decoder.read(file, Limits.FOLDER, 100));

            assertThat(refused.reason()).isEqualTo(Reason.NOT_A_PICTURE);
        }
        var refused = catchThrowableOfType(Refused.class, () -> decoder.read(content, Limits.UPLOAD, 100));
        assertThat(refused).hasMessageMatching("(?s).*(picture|empty).*");
    }

    @Test
    void foreignContent_counted_isFortyKinds() {
        assertThat(foreignContent()).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"})
    void read_pictureWithAnythingBehindIt_isThatPicture(Format format) {
        byte[] page = Spliced.join(Samples.encode(SCENE, format), bytes("<script>alert(1)</script>%PDF-1.7 PK\3\4"));

        var decoded = decoder.read(page, Limits.UPLOAD, 1000);

        assertThat(decoded.format()).isEqualTo(format);
        assertThat(Likeness.cosine(decoded.pixels(), SCENE)).isGreaterThan(0.99);
    }

    private static Map<String, byte[]> foreignContent() {
        var kinds = new LinkedHashMap<String, byte[]>();
        kinds.put("nothing", new byte[0]);
        kinds.put("one byte", new byte[]{(byte) 0xFF});
        kinds.put("two bytes of a JPEG", new byte[]{(byte) 0xFF, (byte) 0xD8});
        kinds.put("seven bytes of a PNG", hex("89504E470D0A1A"));
        kinds.put("spaces", bytes(" ".repeat(100)));
        kinds.put("zeros", new byte[4096]);
        kinds.put("SVG", bytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"));
        kinds.put("SVG behind its prologue", bytes("<?xml version='1.0'?><svg/>"));
        kinds.put("SVG behind a mark", Spliced.join(hex("EFBBBF"), bytes("<svg/>")));
        kinds.put("SVG behind a comment", bytes("<!-- " + "x".repeat(300) + " --><svg/>"));
        kinds.put("SVG compressed", Spliced.join(hex("1F8B0800000000000003"), Spliced.deflated(bytes("<svg/>"))));
        kinds.put("HTML", bytes("<!DOCTYPE html><script>alert(1)</script>"));
        kinds.put("HTML and then a GIF", Spliced.join(bytes("<html><!--"), GIF));
        kinds.put("script", bytes("alert('GIF89a')"));
        kinds.put("PHP", bytes("<?php system($_GET['c']); ?>"));
        kinds.put("shell", bytes("#!/bin/sh\nrm -rf ~\n"));
        kinds.put("PDF", bytes("%PDF-1.7\n1 0 obj <</Type/Catalog>>"));
        kinds.put("PDF with a JPEG in it", Spliced.join(bytes("%PDF-1.4\nstream\n"), JPEG));
        kinds.put("PostScript", bytes("%!PS-Adobe-3.0 EPSF-3.0\n"));
        kinds.put("PostScript that runs", bytes("%!PS\n(%pipe%id) (w) file"));
        kinds.put("ZIP", Spliced.join(hex("504B0304140000000000"), JPEG));
        kinds.put("empty ZIP", hex("504B0506000000000000000000000000000000000000"));
        kinds.put("RAR", Spliced.join(bytes("Rar!"), hex("1A0701000000"), JPEG));
        kinds.put("7z", Spliced.join(hex("377ABCAF271C0004"), JPEG));
        kinds.put("XZ", hex("FD377A585A000004E6D6B446"));
        kinds.put("bzip2", Spliced.join(bytes("BZh9"), hex("314159265359")));
        kinds.put("tar", Spliced.join(bytes("picture.jpg"), new byte[246], bytes("ustar"), new byte[250], JPEG));
        kinds.put("program for Linux", Spliced.join(hex("7F454C46020101000000000000000000"), JPEG));
        kinds.put("program for Windows", Spliced.join(bytes("MZ"), new byte[58], JPEG));
        kinds.put("Java class", hex("CAFEBABE00000045000A"));
        kinds.put("film", Spliced.join(hex("00000020"), bytes("ftypisom"), hex("00000200"), bytes("isomiso2avc1mp41")));
        kinds.put("QuickTime film", Spliced.join(hex("00000014"), bytes("ftypqt  "), hex("0000000071742020")));
        kinds.put("RIFF with sound", Spliced.join(bytes("RIFF"), hex("24000000"), bytes("WAVEfmt ")));
        kinds.put("RIFF with a film", Spliced.join(bytes("RIFF"), hex("24000000"), bytes("AVI LIST")));
        kinds.put("RIFF that is nearly WebP", Spliced.join(bytes("RIFF"), hex("24000000"), bytes("WEBXVP8 ")));
        kinds.put("sound", Spliced.join(bytes("ID3"), hex("04000000000000"), JPEG));
        kinds.put("Ogg", Spliced.join(bytes("OggS"), new byte[40]));
        kinds.put("Matroska", hex("1A45DFA3A34286810142F7810142F2810442F381"));
        kinds.put("Photoshop", Spliced.join(bytes("8BPS"), hex("000100000000000000030000001E0000002800080003")));
        kinds.put("icon", hex("00000100010010100000010020006804000016000000"));
        kinds.put("JPEG 2000", hex("0000000C6A5020200D0A870A00000014667479706A703220"));
        kinds.put("JPEG XL", hex("FF0A7F00000000000000000000000000"));
        kinds.put("portable map", bytes("P6\n40 30\n255\n"));
        kinds.put("OpenEXR", hex("762F310102000000"));
        kinds.put("Radiance", bytes("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n"));
        kinds.put("Windows metafile", hex("D7CDC69A00000000000000000000000000000000"));
        kinds.put("text that begins like a bitmap",
                bytes("BMX bicycles are small, and this is only a text about them."));
        kinds.put("text that begins like a GIF", bytes("GIF88a is no version of the format"));
        kinds.put("JPEG behind a newline", Spliced.join(bytes("\n"), JPEG));
        kinds.put("GIF behind a space", Spliced.join(bytes(" "), GIF));
        kinds.put("database", Spliced.join(bytes("SQLite format 3\0"), new byte[84]));
        return kinds;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
