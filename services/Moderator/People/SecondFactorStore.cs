using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;
using OtpNet;

namespace Moderation.Moderator.People;

/// <summary>What came of a sign-in's second step.</summary>
internal enum SecondStep
{
    /// <summary>The code is right, or the person has no second factor.</summary>
    Passed,

    /// <summary>A code is asked for.</summary>
    Missing,

    Wrong,
}

/// <summary>How a person signs in beyond the password.</summary>
internal sealed record SecondFactorState
{
    /// <summary>Whether an app shows codes.</summary>
    public bool HasApp { get; init; }

    public int Passkeys { get; init; }

    /// <summary>How many recovery codes are left.</summary>
    public int RecoveryCodes { get; init; }

    /// <summary>Whether the password alone is not enough.</summary>
    public bool IsOn => HasApp || Passkeys > 0;
}

/// <summary>A second factor that was set up: who signs in with it from now on, and the codes for when the app is lost.</summary>
internal sealed record ConfirmedFactor(Account Account, IReadOnlyList<string> RecoveryCodes);

/// <summary>
/// The second factor of signing in: codes of an app (TOTP, RFC 6238: 6 digits, 30 s, one step early or late), each taken once,
/// and recovery codes.
/// </summary>
public sealed class SecondFactorStore(NpgsqlDataSource database, IDataProtectionProvider protection, TimeProvider time)
{
    private const int Digits = 6;
    private const int SecretBytes = 20;
    private readonly IDataProtector _protector = protection.CreateProtector("second-factor");

    internal async Task<SecondFactorState> StateOfAsync(Guid moderatorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await StateOfAsync(connection, moderatorId);
    }

    /// <param name="connection">May be in a transaction.</param>
    /// <param name="moderatorId">Whose.</param>
    internal static Task<SecondFactorState> StateOfAsync(NpgsqlConnection connection, Guid moderatorId) =>
        connection.QuerySingleAsync<SecondFactorState>(
            """
            SELECT
                EXISTS (SELECT FROM second_factors WHERE moderator_id = @moderatorId AND confirmed_at IS NOT NULL) AS has_app,
                (SELECT count(*)::int FROM passkeys WHERE moderator_id = @moderatorId) AS passkeys,
                (SELECT count(*)::int FROM recovery_codes WHERE moderator_id = @moderatorId) AS recovery_codes
            """,
            new { moderatorId }
        );

    /// <summary>Makes a secret, in place of one that was never confirmed.</summary>
    /// <returns>Null when the person has a second factor already.</returns>
    internal async Task<byte[]?> BeginAsync(Guid moderatorId, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO second_factors AS f (moderator_id, secret, last_step) VALUES (@moderatorId, @Secret, 0)
            ON CONFLICT (moderator_id) DO UPDATE SET secret = excluded.secret, last_step = 0 WHERE f.confirmed_at IS NULL
            """;
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var begun = await connection.ExecuteAsync(
            sql,
            new { moderatorId, Secret = _protector.Protect(Convert.ToBase64String(secret)) }
        );
        return begun == 1 ? secret : null;
    }

    /// <summary>The app has the secret: from now on signing in asks for a code. All sessions end.</summary>
    /// <returns>Null when the code is wrong, or nothing was begun.</returns>
    internal async Task<ConfirmedFactor?> ConfirmAsync(Guid moderatorId, string code, CancellationToken cancellationToken)
    {
        const string confirm =
            "UPDATE second_factors SET confirmed_at = clock_timestamp() WHERE moderator_id = @moderatorId";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await TakeAsync(transaction, moderatorId, code, confirmed: false))
            return null;
        await connection.ExecuteAsync(confirm, new { moderatorId }, transaction);
        var codes = await RecoveryCodes.RenewAsync(transaction, moderatorId);
        await AccountLog.AddAsync(transaction, moderatorId, moderatorId, AccountChangeKind.SecondFactorAdded);
        var account = await EndSessionsAsync(transaction, moderatorId);
        await transaction.CommitAsync(CancellationToken.None);
        return new ConfirmedFactor(account, codes);
    }

    /// <param name="moderatorId">Whose password was right.</param>
    /// <param name="code">Of the app, or a recovery code.</param>
    /// <param name="cancellationToken">Stops what has not begun to be written.</param>
    internal async Task<SecondStep> CheckAsync(Guid moderatorId, string? code, CancellationToken cancellationToken)
    {
        if (!(await StateOfAsync(moderatorId, cancellationToken)).IsOn)
            return SecondStep.Passed;
        if (string.IsNullOrWhiteSpace(code))
            return SecondStep.Missing;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await TakeAsync(transaction, moderatorId, code, confirmed: true))
        {
            if (!await RecoveryCodes.UseAsync(transaction, moderatorId, code))
                return SecondStep.Wrong;
            await AccountLog.AddAsync(transaction, moderatorId, moderatorId, AccountChangeKind.RecoveryCodeUsed);
        }
        await transaction.CommitAsync(CancellationToken.None);
        return SecondStep.Passed;
    }

    /// <summary>All recovery codes that the person had are worth nothing any more.</summary>
    internal async Task<IReadOnlyList<string>> RenewCodesAsync(Guid moderatorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var codes = await RecoveryCodes.RenewAsync(transaction, moderatorId);
        await AccountLog.AddAsync(transaction, moderatorId, moderatorId, AccountChangeKind.RecoveryCodesMade);
        await transaction.CommitAsync(CancellationToken.None);
        return codes;
    }

    /// <summary>One's own app; passkeys stay. All sessions end.</summary>
    internal async Task<Account> RemoveAppAsync(Guid moderatorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "DELETE FROM second_factors WHERE moderator_id = @moderatorId",
            new { moderatorId },
            transaction
        );
        await ForgetCodesAsync(transaction, moderatorId);
        await AccountLog.AddAsync(transaction, moderatorId, moderatorId, AccountChangeKind.SecondFactorRemoved);
        var account = await EndSessionsAsync(transaction, moderatorId);
        await transaction.CommitAsync(CancellationToken.None);
        return account;
    }

    /// <summary>Recovery codes stand in for another factor: without one they are worth nothing.</summary>
    internal static Task ForgetCodesAsync(NpgsqlTransaction transaction, Guid moderatorId) =>
        transaction.Connection!.ExecuteAsync(
            """
            DELETE FROM recovery_codes WHERE moderator_id = @moderatorId
                AND NOT EXISTS (SELECT FROM second_factors WHERE moderator_id = @moderatorId AND confirmed_at IS NOT NULL)
                AND NOT EXISTS (SELECT FROM passkeys WHERE moderator_id = @moderatorId)
            """,
            new { moderatorId },
            transaction
        );

    /// <summary>The app, the passkeys and the recovery codes, in the caller's transaction.</summary>
    internal static Task RemoveAllAsync(NpgsqlTransaction transaction, Guid moderatorId) =>
        transaction.Connection!.ExecuteAsync(
            """
            DELETE FROM second_factors WHERE moderator_id = @moderatorId;
            DELETE FROM passkeys WHERE moderator_id = @moderatorId;
            DELETE FROM recovery_codes WHERE moderator_id = @moderatorId;
            """,
            new { moderatorId },
            transaction
        );

    /// <summary>Locks the row, so that of two who show one code at the same time one is refused.</summary>
    private async Task<bool> TakeAsync(NpgsqlTransaction transaction, Guid moderatorId, string code, bool confirmed)
    {
        const string find = """
            SELECT secret, last_step FROM second_factors
            WHERE moderator_id = @moderatorId AND (confirmed_at IS NOT NULL) = @confirmed FOR UPDATE
            """;
        var digits = string.Concat(code.Where(sign => !char.IsWhiteSpace(sign)));
        if (
            digits.Length != Digits
            || !digits.All(char.IsAsciiDigit)
            || await transaction.Connection!.QuerySingleOrDefaultAsync<Row>(find, new { moderatorId, confirmed }, transaction)
                is not { } row
        )
            return false;
        var app = new Totp(Convert.FromBase64String(_protector.Unprotect(row.Secret)));
        var now = time.GetUtcNow().UtcDateTime;
        if (!app.VerifyTotp(now, digits, out var step, new VerificationWindow(previous: 1, future: 1)) || step <= row.LastStep)
            return false;
        await transaction.Connection!.ExecuteAsync(
            "UPDATE second_factors SET last_step = @step WHERE moderator_id = @moderatorId",
            new { moderatorId, step },
            transaction
        );
        return true;
    }

    /// <summary>By a new stamp, which the answer carries.</summary>
    internal static async Task<Account> EndSessionsAsync(NpgsqlTransaction transaction, Guid moderatorId)
    {
        var stamp = Passwords.NewStamp();
        var row = await transaction.Connection!.QuerySingleAsync<AccountRow>(
            "UPDATE moderators SET security_stamp = @stamp WHERE id = @moderatorId RETURNING name, role, sections",
            new { moderatorId, stamp },
            transaction
        );
        return new Account(moderatorId, row.Name, stamp, row.Role, row.Sections);
    }

    private sealed record AccountRow
    {
        public string Name { get; init; } = "";

        public Role Role { get; init; }

        public string[]? Sections { get; init; }
    }

    private sealed record Row
    {
        public string Secret { get; init; } = "";

        public long LastStep { get; init; }
    }
}
