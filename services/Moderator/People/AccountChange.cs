using Dapper;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>What was done to an account.</summary>
public enum AccountChangeKind
{
    /// <summary>With a role and sections.</summary>
    Added,

    /// <summary>Another role or other sections.</summary>
    RightsChanged,

    Disabled,

    Enabled,

    /// <summary>A new one-time link; password and sessions ended.</summary>
    LinkMade,

    /// <summary>By the link.</summary>
    PasswordSet,

    /// <summary>With the old one.</summary>
    PasswordChanged,

    SecondFactorAdded,

    /// <summary>By the person.</summary>
    SecondFactorRemoved,

    /// <summary>By somebody else.</summary>
    SecondFactorReset,

    RecoveryCodesMade,

    RecoveryCodeUsed,

    PasskeyAdded,

    /// <summary>By the person.</summary>
    PasskeyRemoved,
}

/// <summary>One line of the log of accounts.</summary>
public sealed record AccountChange
{
    public required Guid Id { get; init; }

    /// <summary>Whose account.</summary>
    public required string Name { get; init; }

    /// <summary>Who did it; null on the command line.</summary>
    public string? By { get; init; }

    public required AccountChangeKind Kind { get; init; }

    /// <summary>From then on; null when the change is not about it.</summary>
    public Role? Role { get; init; }

    /// <summary>From then on; with a role, null is every section.</summary>
    public string[]? Sections { get; init; }

    public Role? FormerRole { get; init; }

    public string[]? FormerSections { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>The log of accounts, which is sealed with that of decisions (I5).</summary>
public sealed class AccountLog(NpgsqlDataSource database)
{
    /// <summary>What somebody may do.</summary>
    internal sealed record Rights(Role Role, string[]? Sections);

    /// <summary>In the transaction of the change.</summary>
    internal static Task AddAsync(
        NpgsqlTransaction transaction,
        Guid moderatorId,
        Guid? by,
        AccountChangeKind kind,
        Rights? given = null,
        Rights? former = null
    ) =>
        transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO account_changes (id, moderator_id, by_id, kind, role, sections, former_role, former_sections, changed_at)
            VALUES (@Id, @moderatorId, @by, @Kind, @Role, @Sections, @FormerRole, @FormerSections, clock_timestamp())
            """,
            new
            {
                Id = Guid.CreateVersion7(),
                moderatorId,
                by,
                Kind = kind.Word(),
                Role = given?.Role.Word(),
                given?.Sections,
                FormerRole = former?.Role.Word(),
                FormerSections = former?.Sections,
            },
            transaction
        );

    /// <param name="own">The sections of who asks: what was done to others' people is left out.</param>
    /// <param name="before">Only older ones.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The latest first.</returns>
    internal async Task<IReadOnlyList<AccountChange>> PageAsync(
        string[]? own,
        Guid before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            SELECT a.id, m.name, b.name AS by, a.kind, a.role, a.sections, a.former_role, a.former_sections, a.changed_at
            FROM account_changes a JOIN moderators m ON m.id = a.moderator_id LEFT JOIN moderators b ON b.id = a.by_id
            WHERE a.id < @before AND (@own::text[] IS NULL OR m.sections <@ @own)
            ORDER BY a.id DESC LIMIT @limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<AccountChange>(
                sql,
                new
                {
                    own,
                    before,
                    limit,
                }
            )
        ).AsList();
    }
}
