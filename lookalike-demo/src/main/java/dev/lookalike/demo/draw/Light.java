package dev.lookalike.demo.draw;

/// Where the light of a picture comes from: one large lamp, and the brightness all around.
///
/// @param x towards the lamp: to the right is positive
/// @param y towards the lamp: down is positive, so a lamp above has a negative y
/// @param z towards the lamp: to the viewer is positive
/// @param lamp how much of the light is the lamp's; the rest comes from everywhere
/// @param tint the lamp's colour
public record Light(float x, float y, float z, float lamp, Tone tint) {
    /// A lamp above one shoulder of the photographer.
    public static Light studio(Dice dice) {
        double x = dice.between(0.35, 0.62) * (dice.chance(0.75) ? -1 : 1);
        double y = dice.between(-0.68, -0.42);
        double z = dice.between(0.55, 0.75);
        double length = Math.sqrt(x * x + y * y + z * z);
        double warm = dice.between(-0.035, 0.045);
        return new Light((float) (x / length), (float) (y / length), (float) (z / length),
                (float) dice.between(0.52, 0.70), new Tone((float) (1 + warm), 1, (float) (1 - warm)));
    }

    /// The light that a matte surface with this normal sends back, 1 when it faces the lamp.
    float diffuse(float nx, float ny, float nz) {
        float facing = nx * x + ny * y + nz * z;
        float wrapped = (facing + 0.18f) / 1.18f;
        float around = 0.5f - 0.5f * ny;
        float ambient = 0.62f + 0.38f * around - 0.12f * (1 - nz);
        return (1 - lamp) * ambient + lamp * Math.max(0, wrapped) * 1.12f;
    }

    /// The lamp's highlight: 0 to 1.
    float highlight(float nx, float ny, float nz, int sharpness) {
        float hz = z + 1;
        float length = (float) Math.sqrt(x * x + y * y + hz * hz);
        float facing = (nx * x + ny * y + nz * hz) / length;
        if (facing <= 0) {
            return 0;
        }
        for (int i = 0; i < sharpness; i++) {
            facing *= facing;
        }
        return facing;
    }

    /// What a mirror with this normal shows of the studio: two softboxes, a bright ceiling, a dim floor.
    float studio(float nx, float ny, float nz) {
        float rx = 2 * nz * nx;
        float ry = 2 * nz * ny;
        float side = x < 0 ? rx : -rx;
        float box = window(side, -0.86, -0.42, 0.10) * window(ry, -0.75, 0.70, 0.25);
        float strip = window(side, 0.66, 0.84, 0.08) * window(ry, -0.65, 0.75, 0.25);
        float ceiling = Noise.step(-0.1, -0.95, ry);
        return box * 1.5f + strip * 0.75f + ceiling * 0.55f + 0.14f;
    }

    private static float window(float value, double low, double high, double soft) {
        return Noise.step(low - soft, low + soft, value) * (1 - Noise.step(high - soft, high + soft, value));
    }
}
