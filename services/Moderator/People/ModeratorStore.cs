using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Moderation.Moderator.Decisions;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>A person who may sign in.</summary>
/// <param name="Id">Author of decisions.</param>
/// <param name="Name">As colleagues see it; unique whatever the case of its letters.</param>
/// <param name="SecurityStamp">A session with another one has ended.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Sections">Where; null is every section.</param>
public sealed record Account(Guid Id, string Name, string SecurityStamp, Role Role, string[]? Sections);

/// <summary>Moderators and their passwords (PBKDF2-HMAC-SHA512 by Identity's hasher).</summary>
public sealed class ModeratorStore(NpgsqlDataSource database)
{
    private static readonly object Owner = new();
    private readonly PasswordHasher<object> _hasher = new();

    /// <summary>Compared with when nobody has the name, so that the answer takes as long.</summary>
    private readonly Lazy<string> _nobodysHash = new(() => new PasswordHasher<object>().HashPassword(Owner, RandomNumberGenerator.GetHexString(32)));

    /// <returns>Null when the name or the password is wrong, or the account is disabled.</returns>
    public async Task<Account?> SignInAsync(string name, string password, CancellationToken cancellationToken)
    {
        const string sql = "SELECT id, name, security_stamp, password_hash, role, sections FROM moderators WHERE lower(name) = lower(@Name) AND status = 'active'";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(sql, new { Name = Canonical(name) });
        var right = _hasher.VerifyHashedPassword(Owner, row?.PasswordHash ?? _nobodysHash.Value, password) != PasswordVerificationResult.Failed;
        return right && row is not null ? new Account(row.Id, row.Name, row.SecurityStamp, row.Role, row.Sections) : null;
    }

    /// <summary>One read by primary key for each request: a session ends at once when its account is disabled or its stamp changes.</summary>
    public async Task<bool> IsCurrentAsync(Guid id, string securityStamp, CancellationToken cancellationToken)
    {
        const string sql = "SELECT EXISTS (SELECT FROM moderators WHERE id = @id AND security_stamp = @securityStamp AND status = 'active')";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(sql, new { id, securityStamp });
    }

    /// <returns>False when somebody has the name already.</returns>
    public async Task<bool> AddAsync(string name, string password, Role role, string[]? sections, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO moderators (id, name, password_hash, security_stamp, role, sections) VALUES (@Id, @Name, @Hash, @Stamp, @Role, @sections)
            ON CONFLICT (lower(name)) DO NOTHING
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(sql, new
        {
            Id = Guid.CreateVersion7(),
            Name = Canonical(name),
            Hash = _hasher.HashPassword(Owner, password),
            Stamp = RandomNumberGenerator.GetHexString(32),
            Role = role.Word(),
            sections,
        }) == 1;
    }

    private sealed record Row
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public string SecurityStamp { get; init; } = "";

        public string PasswordHash { get; init; } = "";

        public Role Role { get; init; }

        public string[]? Sections { get; init; }
    }

    private static string Canonical(string name) => name.Trim().Normalize(NormalizationForm.FormC);
}
