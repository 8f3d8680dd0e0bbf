package dev.lookalike.app.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class TerminalPictureTest {
    @ParameterizedTest
    @CsvSource({"TERM,xterm-kitty,KITTY", "TERM_PROGRAM,iTerm.app,ITERM", "TERM,foot,SIXEL",
            "TERM,xterm-256color,HALF_BLOCKS",
            "TERM,dumb,NONE", "LOOKALIKE_PICTURES,sixel,SIXEL"})
    void of_aTerminal_picksItsWayOfShowingPictures(String variable, String value, Terminal.Pictures expected) {
        assertThat(Terminal.of(Map.of(variable, value), "12", "100").pictures()).isEqualTo(expected);
    }

    @Test
    void of_aPipe_showsNoPictures() {
        assertThat(Terminal.of(Map.of("TERM", "xterm-kitty"), "2", "100").pictures()).isEqualTo(Terminal.Pictures.NONE);
    }

    @Test
    void of_unknownWidth_takesEightyColumns() {
        assertThat(Terminal.of(Map.of(), "1", "wide").columns()).isEqualTo(80);
    }

    @Test
    void render_halfBlocks_drawsTwoRowsOfPixelsInOne() throws IOException {
        String text = TerminalPicture.render(Terminal.Pictures.HALF_BLOCKS, redAboveBlue(), 8, 4);

        String[] lines = text.split(System.lineSeparator());
        assertThat(lines).hasSize(4).allMatch(line -> line.endsWith("\u001b[0m"));
        assertThat(foreground(lines[0])[0]).as("red above").isGreaterThan(200);
        assertThat(foreground(lines[3])[2]).as("blue below").isGreaterThan(200);
    }

    @Test
    void render_kitty_sendsThePictureInChunks() throws IOException {
        String text = TerminalPicture.render(Terminal.Pictures.KITTY, redAboveBlue(), 40, 4);

        assertThat(text).startsWith("\u001b_Ga=T,f=100,r=4,");
        String payload = text.strip().replaceAll("\u001b_G[^;]*;", "").replace("\u001b\\", "");
        BufferedImage sent = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(payload)));
        assertThat(sent.getWidth()).isEqualTo(64);
        for (String chunk : text.strip().split("\u001b\\\\\\\\")) {
            assertThat(chunk.length()).isLessThan(4_200);
        }
    }

    @Test
    void render_iTerm_sendsTheFileItself() throws IOException {
        byte[] jpeg = redAboveBlue();
        assertThat(TerminalPicture.render(Terminal.Pictures.ITERM, jpeg, 40, 4))
                .contains(Base64.getEncoder().encodeToString(jpeg)).startsWith("\u001b]1337;File=inline=1");
    }

    @Test
    void render_sixel_namesItsSizeAndClosesTheSequence() throws IOException {
        String text = TerminalPicture.render(Terminal.Pictures.SIXEL, redAboveBlue(), 40, 4);

        assertThat(text).startsWith("\u001bPq\"1;1;64;64").endsWith("\u001b\\" + System.lineSeparator());
        assertThat(text).as("pure red of the colour cube is used, in a run").containsPattern("#180!?\\d*");
    }

    @Test
    void of_anAddress_isASquareOfBlocks() {
        String[] lines = QrCode.of("http://192.168.1.20:8080/?key=abcdefghijklmnop").split(System.lineSeparator());
        String modules = lines[0].replaceAll("\u001b\\[[0-9;]*m", "");
        assertThat(lines.length).isBetween(modules.length() / 2, modules.length() / 2 + 1);
    }

    private static int[] foreground(String line) {
        String[] parts = line.substring(line.indexOf("38;2;") + 5).split("[;m]");
        return new int[]{Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])};
    }

    private static byte[] redAboveBlue() throws IOException {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 64, 32);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, 32, 64, 32);
        graphics.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", jpeg);
        return jpeg.toByteArray();
    }
}
