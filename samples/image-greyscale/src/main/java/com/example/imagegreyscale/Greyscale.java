package com.example.imagegreyscale;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Takes the colour out of pictures. */
final class Greyscale {

    /** A small file can unpack to a picture that no function has memory for. */
    private static final long MAX_PIXELS = 16_000_000;

    private Greyscale() {}

    /**
     * @param picture a PNG, JPEG, GIF (its first frame) or BMP
     * @return a PNG of the same size and transparency
     * @throws IllegalArgumentException if the bytes are no such picture, or one of too many pixels
     */
    static byte[] png(byte[] picture) {
        // Its cache would be a file, and nothing here is too large for memory.
        ImageIO.setUseCache(false);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(withoutColour(read(picture)), "png", png);
        } catch (IOException e) {
            throw new IllegalArgumentException("The picture is damaged: " + e.getMessage(), e);
        }
        return png.toByteArray();
    }

    private static BufferedImage read(byte[] picture) throws IOException {
        try (ImageInputStream input =
                ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new IllegalArgumentException("That is no PNG, JPEG, GIF or BMP.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MAX_PIXELS) {
                    throw new IllegalArgumentException(
                            "The picture has " + pixels + " pixels; " + MAX_PIXELS + " are taken.");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage withoutColour(BufferedImage coloured) {
        boolean transparent = coloured.getColorModel().hasAlpha();
        BufferedImage grey =
                new BufferedImage(
                        coloured.getWidth(),
                        coloured.getHeight(),
                        transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < coloured.getHeight(); y++) {
            for (int x = 0; x < coloured.getWidth(); x++) {
                int argb = coloured.getRGB(x, y);
                int luma = luma(argb);
                if (transparent) {
                    grey.setRGB(x, y, argb & 0xff000000 | luma * 0x010101);
                } else {
                    // setRGB would convert to Java's grey colour space, which is linear: too dark.
                    grey.getRaster().setSample(x, y, 0, luma);
                }
            }
        }
        return grey;
    }

    /** The weights of ITU-R BT.709, in thousandths. */
    private static int luma(int argb) {
        int red = argb >> 16 & 0xff;
        int green = argb >> 8 & 0xff;
        int blue = argb & 0xff;
        return (213 * red + 715 * green + 72 * blue + 500) / 1000;
    }
}
