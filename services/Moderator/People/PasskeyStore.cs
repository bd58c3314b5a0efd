using Dapper;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>One of a person's own passkeys.</summary>
/// <param name="Id">To remove it by.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="UsedAt">When it last signed in; null when it never did.</param>
/// <param name="IsBackedUp">Whether its owner's other devices have it too.</param>
public sealed record OwnPasskey(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt, bool IsBackedUp);

/// <summary>What came of adding or removing a passkey.</summary>
internal abstract record PasskeyResult
{
    /// <summary>All sessions ended; the person's go on from the account.</summary>
    /// <param name="Account">With its new stamp.</param>
    /// <param name="RecoveryCodes">New ones, when this is the person's first second factor.</param>
    public sealed record Done(Account Account, IReadOnlyList<string> RecoveryCodes) : PasskeyResult;

    public sealed record Unknown : PasskeyResult;

    /// <summary>Somebody has it already.</summary>
    public sealed record Known : PasskeyResult;

    public sealed record TooMany : PasskeyResult;

    /// <summary>The last factor of somebody whose role must have one.</summary>
    public sealed record LastFactor : PasskeyResult;
}

/// <summary>The passkeys of people.</summary>
public sealed class PasskeyStore(NpgsqlDataSource database)
{
    /// <summary>Of one person.</summary>
    internal const int Most = 20;

    private const string Active = "SELECT m.id, m.name, m.security_stamp, m.role, m.sections FROM moderators m ";

    internal async Task<Account?> AccountAsync(Guid moderatorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return AccountOf(
            await connection.QuerySingleOrDefaultAsync<AccountRow>(
                Active + "WHERE m.id = @moderatorId AND m.status = 'active'",
                new { moderatorId }
            )
        );
    }

    /// <returns>Who has the passkey, whether they may sign in or not.</returns>
    internal async Task<Account?> OwnerAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return AccountOf(
            await connection.QuerySingleOrDefaultAsync<AccountRow>(
                Active + "JOIN passkeys p ON p.moderator_id = m.id WHERE p.credential_id = @credentialId",
                new { credentialId }
            )
        );
    }

    /// <summary>As the framework checks them.</summary>
    internal async Task<IEnumerable<UserPasskeyInfo>> CredentialsOfAsync(Guid moderatorId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT credential_id, public_key, created_at, sign_count, transports, is_backup_eligible, is_backed_up
            FROM passkeys WHERE moderator_id = @moderatorId
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Row>(sql, new { moderatorId })).Select(row => new UserPasskeyInfo(
            row.CredentialId,
            row.PublicKey,
            row.CreatedAt,
            (uint)row.SignCount,
            row.Transports,
            isUserVerified: true,
            row.IsBackupEligible,
            row.IsBackedUp,
            attestationObject: [],
            clientDataJson: []
        ));
    }

    /// <returns>The oldest first.</returns>
    internal async Task<IReadOnlyList<OwnPasskey>> OfAsync(Guid moderatorId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT id, name, created_at, used_at, is_backed_up FROM passkeys WHERE moderator_id = @moderatorId ORDER BY id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<OwnPasskey>(sql, new { moderatorId })).AsList();
    }

    internal async Task<PasskeyResult> AddAsync(
        Guid moderatorId,
        string name,
        UserPasskeyInfo passkey,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            INSERT INTO passkeys (id, moderator_id, name, credential_id, public_key, sign_count, transports,
                is_backup_eligible, is_backed_up, created_at)
            VALUES (@Id, @moderatorId, @name, @CredentialId, @PublicKey, @SignCount, @Transports,
                @IsBackupEligible, @IsBackedUp, clock_timestamp())
            ON CONFLICT (credential_id) DO NOTHING
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var before = await LockAsync(transaction, moderatorId);
        if (before.Passkeys >= Most)
            return new PasskeyResult.TooMany();
        var parameters = new
        {
            Id = Guid.CreateVersion7(),
            moderatorId,
            name,
            passkey.CredentialId,
            passkey.PublicKey,
            SignCount = (long)passkey.SignCount,
            Transports = passkey.Transports ?? [],
            passkey.IsBackupEligible,
            passkey.IsBackedUp,
        };
        if (await connection.ExecuteAsync(sql, parameters, transaction) == 0)
            return new PasskeyResult.Known();
        var codes = before.IsOn ? [] : await RecoveryCodes.RenewAsync(transaction, moderatorId);
        await AccountLog.AddAsync(transaction, moderatorId, moderatorId, AccountChangeKind.PasskeyAdded);
        var account = await SecondFactorStore.EndSessionsAsync(transaction, moderatorId);
        await transaction.CommitAsync(CancellationToken.None);
        return new PasskeyResult.Done(account, codes);
    }

    /// <param name="moderatorId">Whose it is.</param>
    /// <param name="id">Of the passkey.</param>
    /// <param name="mustKeepOne">Whether the role must have a second factor.</param>
    /// <param name="cancellationToken">Stops what has not begun to be written.</param>
    internal async Task<PasskeyResult> RemoveAsync(
        Guid moderatorId,
        Guid id,
        bool mustKeepOne,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(transaction, moderatorId);
        var removed = await connection.ExecuteAsync(
            "DELETE FROM passkeys WHERE id = @id AND moderator_id = @moderatorId",
            new { id, moderatorId },
            transaction
        );
        if (removed == 0)
            return new PasskeyResult.Unknown();
        if (mustKeepOne && !(await SecondFactorStore.StateOfAsync(connection, moderatorId)).IsOn)
            return new PasskeyResult.LastFactor();
        await SecondFactorStore.ForgetCodesAsync(transaction, moderatorId);
        await AccountLog.AddAsync(transaction, moderatorId, moderatorId, AccountChangeKind.PasskeyRemoved);
        var account = await SecondFactorStore.EndSessionsAsync(transaction, moderatorId);
        await transaction.CommitAsync(CancellationToken.None);
        return new PasskeyResult.Done(account, []);
    }

    /// <summary>
    /// Keeps the counter of a passkey that was checked. Of two uses that show one number, one comes from a copy and is refused.
    /// </summary>
    /// <returns>False when the passkey is gone, or its counter was shown before.</returns>
    internal async Task<bool> UseAsync(UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        const string sql = """
            UPDATE passkeys SET sign_count = @SignCount, is_backed_up = @IsBackedUp, used_at = clock_timestamp()
            WHERE credential_id = @CredentialId AND (sign_count < @SignCount OR (sign_count = 0 AND @SignCount = 0))
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new
        {
            passkey.CredentialId,
            SignCount = (long)passkey.SignCount,
            passkey.IsBackedUp,
        };
        return await connection.ExecuteAsync(sql, parameters) == 1;
    }

    /// <summary>Whoever changes a person's factors comes one after the other.</summary>
    private static async Task<SecondFactorState> LockAsync(NpgsqlTransaction transaction, Guid moderatorId)
    {
        await transaction.Connection!.ExecuteAsync(
            "SELECT FROM moderators WHERE id = @moderatorId FOR NO KEY UPDATE",
            new { moderatorId },
            transaction
        );
        return await SecondFactorStore.StateOfAsync(transaction.Connection!, moderatorId);
    }

    private static Account? AccountOf(AccountRow? row) =>
        row is null ? null : new Account(row.Id, row.Name, row.SecurityStamp, row.Role, row.Sections);

    private sealed record AccountRow
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public string SecurityStamp { get; init; } = "";

        public Role Role { get; init; }

        public string[]? Sections { get; init; }
    }

    private sealed record Row
    {
        public byte[] CredentialId { get; init; } = [];

        public byte[] PublicKey { get; init; } = [];

        public DateTimeOffset CreatedAt { get; init; }

        public long SignCount { get; init; }

        public string[] Transports { get; init; } = [];

        public bool IsBackupEligible { get; init; }

        public bool IsBackedUp { get; init; }
    }
}
