package dev.lookalike.gallery.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// One connection to the catalogue and its prepared statements; for one thread at a time.
final class Sql implements AutoCloseable {
    private final Connection connection;
    private final String file;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Sql(Connection connection, String file) {
        this.connection = connection;
        this.file = file;
    }

    /// Makes something of the row a result stands on.
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /// Looks at the row a result stands on.
    interface Visitor {
        void visit(ResultSet row) throws SQLException;
    }

    String file() {
        return file;
    }

    <T> List<T> list(String sql, Mapper<T> mapper, Object... values) {
        var list = new ArrayList<T>();
        each(sql, row -> list.add(mapper.map(row)), values);
        return list;
    }

    <T> @Nullable T first(String sql, Mapper<T> mapper, Object... values) {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? mapper.map(rows) : null;
        } catch (SQLException failure) {
            throw failed(sql, failure);
        }
    }

    long number(String sql, Object... values) {
        Long number = first(sql, row -> row.getLong(1), values);
        return number == null ? 0 : number;
    }

    void each(String sql, Visitor visitor, Object... values) {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                visitor.visit(rows);
            }
        } catch (SQLException failure) {
            throw failed(sql, failure);
        }
    }

    int update(String sql, @Nullable Object... values) {
        try {
            return bind(sql, values).executeUpdate();
        } catch (SQLException failure) {
            throw failed(sql, failure);
        }
    }

    /// An id that no row of `table` has or had.
    long nextId(String table) {
        return 1 + Math.max(number("SELECT seq FROM sqlite_sequence WHERE name = ?", table),
                number("SELECT max(id) FROM " + table));
    }

    /// A statement without an answer: begin, commit, roll back, a setting.
    void control(String sql) {
        try {
            bind(sql).execute();
        } catch (SQLException failure) {
            throw failed(sql, failure);
        }
    }

    /*
     * A statement that failed is not used again: the driver closes it after most failures.
     */
    private GalleryException failed(String sql, SQLException failure) {
        PreparedStatement statement = statements.remove(sql);
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException again) {
            failure.addSuppressed(again);
        }
        return SqlFailure.of(file, failure);
    }

    private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException failure) {
            throw SqlFailure.of(file, failure);
        }
    }
}
