using Dapper;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>For how long a kind of data is kept.</summary>
/// <param name="Kind">As the console's page of what is kept has words for it, such as <c>reports</c>.</param>
/// <param name="Setting">The key of the configuration that says for how long.</param>
/// <param name="Kept">For how long; null for what says itself when it ends.</param>
/// <param name="Every">How often what was kept long enough is looked for.</param>
public sealed record RetentionRule(string Kind, string Setting, TimeSpan? Kept, TimeSpan Every);

/// <summary>What there is of a kind.</summary>
/// <param name="Oldest">When the oldest of it came, or ended where each says when it ends; null when there is nothing.</param>
/// <param name="Waiting">How much was kept long enough and is still there.</param>
public sealed record RetentionRemainder(DateTimeOffset? Oldest, long Waiting);

/// <summary>Removes data of one kind that were kept long enough. Both statements get <c>@Kept</c> and <c>@Most</c>.</summary>
public abstract class RetentionJob(RetentionRule rule, NpgsqlDataSource database)
{
    /// <summary>What one transaction removes, so that none is long.</summary>
    private const int Most = 10_000;

    public RetentionRule Rule => rule;

    /// <summary>Removes what was kept long enough, or <c>@Most</c> of it.</summary>
    protected abstract string Removal { get; }

    /// <summary>Selects a <see cref="RetentionRemainder"/>: <c>oldest</c> and <c>waiting</c>.</summary>
    protected abstract string Remainder { get; }

    /// <summary>Other parameters of the statements.</summary>
    protected virtual object? Others => null;

    private DynamicParameters Parameters
    {
        get
        {
            var parameters = new DynamicParameters(new { rule.Kept, Most });
            if (Others is { } others)
                parameters.AddDynamicParams(others);
            return parameters;
        }
    }

    /// <returns>How many rows are gone, or hold it no longer.</returns>
    internal async Task<long> RemoveAsync(CancellationToken cancellationToken)
    {
        var removed = 0L;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        while (true)
        {
            var some = await connection.ExecuteAsync(
                new CommandDefinition(Removal, Parameters, cancellationToken: cancellationToken)
            );
            removed += some;
            if (some < Most)
                return removed;
        }
    }

    internal async Task<RetentionRemainder> ReadRemainderAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<RetentionRemainder>(
            new CommandDefinition(Remainder, Parameters, cancellationToken: cancellationToken)
        );
    }
}
