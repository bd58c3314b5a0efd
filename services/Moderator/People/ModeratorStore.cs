using System.Text;
using Dapper;
using Moderation.Contracts;
using Moderation.Text;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>A person who may sign in.</summary>
/// <param name="Id">Author of decisions.</param>
/// <param name="Name">As colleagues see it; unique whatever the case of its letters.</param>
/// <param name="SecurityStamp">A session with another one has ended.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Sections">Where; null is every section.</param>
public sealed record Account(Guid Id, string Name, string SecurityStamp, Role Role, string[]? Sections);

/// <summary>Who may sign in, with which password.</summary>
public sealed class ModeratorStore(NpgsqlDataSource database, Passwords passwords)
{
    /// <returns>Null when the name or the password is wrong, or the account is disabled.</returns>
    public async Task<Account?> SignInAsync(string name, string password, CancellationToken cancellationToken)
    {
        const string sql =
            "SELECT id, name, security_stamp, password_hash, role, sections FROM moderators WHERE lower(name) = lower(@Name) "
            + "AND status = 'active'";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return AccountOf(await connection.QuerySingleOrDefaultAsync<Row>(sql, new { Name = Canonical(name) }), password);
    }

    /// <summary>On the command line.</summary>
    /// <returns>False when somebody has the name already.</returns>
    public async Task<bool> AddAsync(
        string name,
        string password,
        Role role,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            INSERT INTO moderators (id, name, password_hash, security_stamp, role, sections)
                VALUES (@Id, @Name, @Hash, @Stamp, @Role, @sections)
            ON CONFLICT (lower(name)) DO NOTHING
            """;
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var parameters = new
        {
            Id = id,
            Name = Canonical(name),
            Hash = passwords.Hash(password),
            Stamp = Passwords.NewStamp(),
            Role = role.Word(),
            sections,
        };
        if (await connection.ExecuteAsync(sql, parameters, transaction) == 0)
            return false;
        await AccountLog.AddAsync(transaction, id, by: null, AccountChangeKind.Added, given: new(role, sections));
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <returns>The names of those who are known, by their ids.</returns>
    internal async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        const string sql = "SELECT id, name FROM moderators WHERE id = ANY(@ids)";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<(Guid Id, string Name)>(sql, new { ids })).ToDictionary(
            person => person.Id,
            person => person.Name
        );
    }

    /// <summary>Ends all sessions of the person but those that are made from the answer.</summary>
    /// <returns>Null when the old password is wrong.</returns>
    public async Task<Account?> ChangePasswordAsync(
        Guid id,
        string oldPassword,
        string newPassword,
        CancellationToken cancellationToken
    )
    {
        const string find =
            "SELECT id, name, security_stamp, password_hash, role, sections FROM moderators WHERE id = @id AND status = 'active'";
        const string change =
            "UPDATE moderators SET password_hash = @Hash, security_stamp = @Stamp WHERE id = @id "
            + "AND security_stamp = @SecurityStamp";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (AccountOf(await connection.QuerySingleOrDefaultAsync<Row>(find, new { id }), oldPassword) is not { } account)
            return null;
        var changed = account with { SecurityStamp = Passwords.NewStamp() };
        var parameters = new
        {
            id,
            Hash = passwords.Hash(newPassword),
            Stamp = changed.SecurityStamp,
            account.SecurityStamp,
        };
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(change, parameters, transaction) == 0)
            return null;
        await AccountLog.AddAsync(transaction, id, by: id, AccountChangeKind.PasswordChanged);
        await transaction.CommitAsync(CancellationToken.None);
        return changed;
    }

    /// <returns>The name in the one form in which it is stored and compared; empty when it is not text.</returns>
    internal static string Canonical(string name) =>
        IncomingText.FaultOf(name) == TextFault.None ? name.Trim().Normalize(NormalizationForm.FormC) : "";

    private Account? AccountOf(Row? row, string password) =>
        passwords.Matches(row?.PasswordHash, password)
            ? new Account(row!.Id, row.Name, row.SecurityStamp, row.Role, row.Sections)
            : null;

    private sealed record Row
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public string SecurityStamp { get; init; } = "";

        /// <summary>Null until the person has set a password.</summary>
        public string? PasswordHash { get; init; }

        public Role Role { get; init; }

        public string[]? Sections { get; init; }
    }
}
