using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Moderation.Intake.Site;

/// <summary>A key that is not revoked; <paramref name="Hash"/> is the SHA-256 of its text.</summary>
public sealed record SiteKey(Guid Id, string Site, byte[] Hash, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>A news site.</summary>
public sealed record RegisteredSite
{
    /// <summary>What it is called by.</summary>
    public required string Name { get; init; }

    /// <summary>From where browsers may send to it.</summary>
    public required string[] Origins { get; init; }

    /// <summary>Under which it vouches for its readers: a public key in PEM, or null.</summary>
    public string? ReaderKey { get; init; }

    /// <summary>Its server signs what it sends; its keys alone are not taken.</summary>
    public bool Signs { get; init; }
}

/// <summary>What became of a new site, or of other origins.</summary>
public abstract record SiteChange
{
    public sealed record Done : SiteChange;

    public sealed record NameTaken : SiteChange;

    public sealed record NoSuchSite : SiteChange;

    /// <summary>Whoever sends from there would be of two sites.</summary>
    public sealed record OriginTaken(string Origin, string Site) : SiteChange;
}

/// <summary>What became of asking for a key.</summary>
public abstract record NewKey
{
    /// <param name="Id">What it is called by.</param>
    /// <param name="Text">What the site's server sends; nobody can read it again.</param>
    public sealed record Made(Guid Id, string Text) : NewKey;

    public sealed record NoSuchSite : NewKey;

    /// <summary>Two are enough to exchange one for the other.</summary>
    public sealed record TwoAlready : NewKey;
}

/// <summary>News sites and their keys.</summary>
public sealed class SiteStore(NpgsqlDataSource database)
{
    private const int MostKeys = 2;
    private const int KeyBytes = 32;

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Not when there is one of that name, or another that readers' browsers send to from one of the origins.</summary>
    public Task<SiteChange> AddAsync(string name, string[] origins) =>
        NameOriginsAsync(
            "INSERT INTO sites (name, origins) VALUES (@name, @origins) ON CONFLICT DO NOTHING",
            name,
            origins,
            new SiteChange.NameTaken()
        );

    public Task<SiteChange> SetOriginsAsync(string name, string[] origins) =>
        NameOriginsAsync("UPDATE sites SET origins = @origins WHERE name = @name", name, origins, new SiteChange.NoSuchSite());

    /// <summary>One after the other, so that two sites never get one origin.</summary>
    private async Task<SiteChange> NameOriginsAsync(string sql, string name, string[] origins, SiteChange otherwise)
    {
        const string taken = """
            SELECT origin, s.name AS site FROM sites s, unnest(s.origins) AS origin
            WHERE s.name <> @name AND origin = ANY(@origins) LIMIT 1
            """;
        var row = new { name, origins = origins.Distinct(StringComparer.Ordinal).ToArray() };
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("LOCK TABLE sites IN SHARE ROW EXCLUSIVE MODE", transaction: transaction);
        if (await connection.QuerySingleOrDefaultAsync<SiteChange.OriginTaken>(taken, row, transaction) is { } other)
            return other;
        if (await connection.ExecuteAsync(sql, row, transaction) == 0)
            return otherwise;
        await transaction.CommitAsync();
        return new SiteChange.Done();
    }

    /// <returns>False when there is no such site.</returns>
    public async Task<bool> SetReaderKeyAsync(string name, string? pem)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(
                "UPDATE sites SET reader_key = @pem WHERE name = @name",
                new { name, pem }
            ) > 0;
    }

    /// <returns>False when there is no such site.</returns>
    public async Task<bool> SetSignsAsync(string name, bool signs)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync("UPDATE sites SET signs = @signs WHERE name = @name", new { name, signs }) > 0;
    }

    public async Task<NewKey> AddKeyAsync(string site)
    {
        const string locked = "SELECT count(*) FROM (SELECT FROM sites WHERE name = @site FOR UPDATE) s";
        const string add = """
            INSERT INTO site_keys (id, site, hash) SELECT @id, @site, @hash
            WHERE (SELECT count(*) FROM site_keys WHERE site = @site AND revoked_at IS NULL) < @MostKeys
            """;
        var key = new NewKey.Made(
            Guid.CreateVersion7(),
            "mk_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes))
        );
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await connection.ExecuteScalarAsync<long>(locked, new { site }, transaction) == 0)
            return new NewKey.NoSuchSite();
        var row = new
        {
            id = key.Id,
            site,
            hash = HashOf(key.Text),
            MostKeys,
        };
        if (await connection.ExecuteAsync(add, row, transaction) == 0)
            return new NewKey.TwoAlready();
        await transaction.CommitAsync();
        return key;
    }

    /// <param name="id">What it is called by.</param>
    /// <param name="site">Whose it has to be; null when it may be anybody's.</param>
    /// <returns>False when there is no such key, or it is revoked already.</returns>
    public async Task<bool> RevokeKeyAsync(Guid id, string? site = null)
    {
        const string sql = """
            UPDATE site_keys SET revoked_at = clock_timestamp()
            WHERE id = @id AND revoked_at IS NULL AND (@site::text IS NULL OR site = @site)
            """;
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, new { id, site }) > 0;
    }

    /// <summary>All sites and all keys that are not revoked, by name and age.</summary>
    public async Task<(IReadOnlyList<RegisteredSite> Sites, IReadOnlyList<SiteKey> Keys)> ReadAsync()
    {
        const string sql = """
            SELECT name, origins, reader_key, signs FROM sites ORDER BY name;
            SELECT id, site, hash, created_at, last_used_at FROM site_keys WHERE revoked_at IS NULL ORDER BY site, id
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var results = await connection.QueryMultipleAsync(sql);
        return ([.. await results.ReadAsync<RegisteredSite>()], [.. await results.ReadAsync<SiteKey>()]);
    }

    public async Task NoteUseAsync(Guid key)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("UPDATE site_keys SET last_used_at = clock_timestamp() WHERE id = @key", new { key });
    }
}
