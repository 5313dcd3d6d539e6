package conformance;

import java.util.ArrayList;
import java.util.List;

/** Chained setters, a builder, and "with" methods, as code generators write them. */
public class Builders extends Echo<Builders.Query> {
    public static class Query {
        private String text;
        private int limit = 10;
        private List<String> tags;
        private Query next;

        public Query() {}

        private Query(String text, int limit, List<String> tags) {
            this.text = text;
            this.limit = limit;
            this.tags = tags;
        }

        public static QueryBuilder builder() {
            return new QueryBuilder();
        }

        public String getText() {
            return text;
        }

        public Query setText(String text) {
            this.text = text;
            return this;
        }

        public Query withText(String text) {
            return setText(text + " (with)");
        }

        public int getLimit() {
            return limit;
        }

        public Query setLimit(int limit) {
            this.limit = limit;
            return this;
        }

        public List<String> getTags() {
            return tags;
        }

        public Query setTags(List<String> tags) {
            this.tags = tags == null ? null : new ArrayList<>(tags);
            return this;
        }

        public Query getNext() {
            return next;
        }

        public Query setNext(Query next) {
            this.next = next;
            return this;
        }

        public QueryBuilder toBuilder() {
            return new QueryBuilder().text(text).limit(limit).tags(tags);
        }
    }

    public static class QueryBuilder {
        private String text;
        private int limit;
        private List<String> tags;

        public QueryBuilder text(String text) {
            this.text = text;
            return this;
        }

        public QueryBuilder limit(int limit) {
            this.limit = limit;
            return this;
        }

        public QueryBuilder tags(List<String> tags) {
            this.tags = tags;
            return this;
        }

        public Query build() {
            return new Query(text, limit, tags);
        }
    }
}
