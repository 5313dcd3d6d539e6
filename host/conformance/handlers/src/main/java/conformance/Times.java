package conformance;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Dates and times, old and new. */
public class Times extends Echo<Times.Moments> {
    public static class Moments {
        public Date date;
        public Calendar calendar;
        public java.sql.Timestamp timestamp;
        public Instant instant;
        public LocalDate localDate;
        public LocalTime localTime;
        public LocalDateTime localDateTime;
        public OffsetDateTime offsetDateTime;
        public OffsetTime offsetTime;
        public ZonedDateTime zonedDateTime;
        public Duration duration;
        public Period period;
        public Year year;
        public YearMonth yearMonth;
        public MonthDay monthDay;
        public Month month;
        public DayOfWeek dayOfWeek;
        public ZoneId zone;
        public ZoneOffset offset;
        public List<Instant> instants;
        public Map<LocalDate, Duration> byDay;
    }

    /** One moment at a time, so that one bad value does not hide the others. */
    public static class OfDate extends Echo<Date> {}

    public static class OfInstant extends Echo<Instant> {}

    public static class OfLocalDate extends Echo<LocalDate> {}

    public static class OfLocalDateTime extends Echo<LocalDateTime> {}

    public static class OfOffsetDateTime extends Echo<OffsetDateTime> {}

    public static class OfZonedDateTime extends Echo<ZonedDateTime> {}

    public static class OfDuration extends Echo<Duration> {}
}
