package dev.lookalike.gallery.situation;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.lookalike.gallery.Context.Season;
import org.jspecify.annotations.Nullable;

/// Where a person is, as far as a season and a day need it: on which side of the equator, and in which time zone.
///
/// @param zone
///            null where it is not known
public record Place(boolean isSouth, @Nullable ZoneId zone) {
    private static final Pattern COORDINATES = Pattern
            .compile("([-+]?[0-9]{1,2}(?:\\.[0-9]+)?) *, *([-+]?[0-9]{1,3}(?:\\.[0-9]+)?)");
    private static final Place NORTH = new Place(false, null);

    /// The JDK knows zones by their largest cities, but not where they lie: these are south, after the tz database's `zone.tab`.
    private static final Pattern SOUTH = Pattern.compile("(Antarctica|Australia|America/Argentina)/.*|Africa/(Blantyre"
            + "|Brazzaville|Bujumbura|Dar_es_Salaam|Gaborone|Harare|Johannesburg|Kigali|Kinshasa|Luanda|Lubumbashi|Lusaka|Maputo"
            + "|Maseru|Mbabane|Nairobi|Windhoek)|America/(Araguaina|Asuncion|Bahia|Belem|Campo_Grande|Coyhaique|Cuiaba|Eirunepe"
            + "|Fortaleza|Guayaquil|La_Paz|Lima|Maceio|Manaus|Montevideo|Noronha|Porto_Velho|Punta_Arenas|Recife|Rio_Branco"
            + "|Santarem|Santiago|Sao_Paulo|Buenos_Aires|Cordoba|Mendoza)|Asia/(Dili|Jakarta|Jayapura|Makassar|Pontianak)"
            + "|Atlantic/(South_Georgia|St_Helena|Stanley)|Indian/(Antananarivo|Chagos|Christmas|Cocos|Comoro|Kerguelen|Mahe"
            + "|Mauritius|Mayotte|Reunion)|Pacific/(Apia|Auckland|Bougainville|Chatham|Easter|Efate|Fakaofo|Fiji|Funafuti"
            + "|Galapagos|Gambier|Guadalcanal|Kanton|Marquesas|Nauru|Niue|Norfolk|Noumea|Pago_Pago|Pitcairn|Port_Moresby"
            + "|Rarotonga|Tahiti|Tongatapu|Wallis)");

    private static final Set<String> CONTINENTS = Set.of("africa", "america", "antarctica", "asia", "atlantic",
            "australia", "europe", "indian", "pacific");

    private static final Map<String, String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> id.indexOf('/') > 0
                    && CONTINENTS.contains(id.substring(0, id.indexOf('/')).toLowerCase(Locale.ROOT)))
            .collect(Collectors.toMap(id -> folded(id.substring(id.lastIndexOf('/') + 1)), Function.identity(),
                    (one, other) -> one.compareTo(other) < 0 ? one : other));

    /// Understands coordinates, a time zone such as `Australia/Sydney`, and its city's name, before a comma too; any other
    /// place is taken to be north.
    ///
    /// @param name
    ///            empty for none
    /// @throws IllegalArgumentException
    ///             if it is written as coordinates, and there is no such place
    public static Place of(String name) {
        Matcher coordinates = COORDINATES.matcher(name.strip());
        if (coordinates.matches()) {
            double latitude = Double.parseDouble(coordinates.group(1));
            if (Math.abs(latitude) > 90 || Math.abs(Double.parseDouble(coordinates.group(2))) > 180) {
                throw new IllegalArgumentException(
                        "place is %s; latitude is -90 to 90, longitude -180 to 180".formatted(name));
            }
            return new Place(latitude < 0, null);
        }
        String zone = zoneOf(name);
        return zone == null ? NORTH : new Place(SOUTH.matcher(zone).matches(), ZoneId.of(zone));
    }

    /// Whether it is understood where a place lies; else it is taken to be north.
    public static boolean isKnown(String name) {
        return COORDINATES.matcher(name.strip()).matches() || zoneOf(name) != null;
    }

    private static @Nullable String zoneOf(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? name : ZONES.get(folded(name.split(",", 2)[0]));
    }

    private static String folded(String city) {
        return city.strip().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Its time zone, or another where it is not known.
    public ZoneId zone(ZoneId other) {
        return zone == null ? other : zone;
    }

    /// By months, as meteorologists have them.
    public Season season(LocalDate date) {
        return switch ((date.getMonthValue() / 3 + (isSouth ? 2 : 0)) % 4) {
            case 0 -> Season.WINTER;
            case 1 -> Season.SPRING;
            case 2 -> Season.SUMMER;
            default -> Season.AUTUMN;
        };
    }
}
