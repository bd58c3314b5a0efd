using System.Security.Cryptography;
using Dapper;
using Moderation.Classifier.Model;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Classifier.Registry;

/// <summary>What became of asking for another state of a model.</summary>
public abstract record StateChange
{
    public sealed record Done(RegisteredModel Model) : StateChange;

    public sealed record NoSuchModel : StateChange;

    /// <summary>From its state there is no way to that one.</summary>
    public sealed record NotFrom(ModelState State) : StateChange;

    /// <summary>Nothing was active before it.</summary>
    public sealed record NothingEarlier : StateChange;
}

/// <summary>
/// Models with their states. Changes follow one another, are written down, and are told to all copies of the service.
/// </summary>
public sealed class RegistryStore(NpgsqlDataSource database)
{
    /// <summary>Told after each change.</summary>
    public const string Channel = "models";

    internal const string ChangesInTurn = "120325193165939"; // "models"

    private const string Columns = """
        id, name, state, made_at, changed_at, changed_by, why, sha256, octet_length(file) AS bytes, shipped, labels, rejection,
        sources, decisions, figures, fault
        """;

    private const string MostChanges = "200";

    static RegistryStore()
    {
        JsonColumn.Map<IReadOnlyList<TrainingSource>>();
        JsonColumn.Map<LearnedDecisions>();
        JsonColumn.Map<LearnedFigures>();
    }

    /// <returns>The newest first.</returns>
    public async Task<IReadOnlyList<RegisteredModel>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<RegisteredModel>($"SELECT {Columns} FROM models ORDER BY id DESC")];
    }

    /// <returns>Of all models when none is named; the newest first, two hundred at most.</returns>
    public async Task<IReadOnlyList<ModelChange>> HistoryAsync(long? model, CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT c.model, m.name, c.from_state AS "from", c.to_state AS "to", c.changed_by AS "by", c.why, c.at
            FROM model_changes c JOIN models m ON m.id = c.model
            WHERE c.model = @model OR @model::bigint IS NULL ORDER BY c.id DESC LIMIT {MostChanges}
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<ModelChange>(sql, new { model })];
    }

    /// <returns>The ids and hashes of the active and the shadow model, by state, without their files.</returns>
    public async Task<IReadOnlyList<(long Id, ModelState State, string Sha256)>> InUseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<(long, ModelState, string)>(
                "SELECT id, state, sha256 FROM models WHERE state IN ('active', 'shadow')"
            ),
        ];
    }

    /// <returns>Null when there is no such model, or its file is no longer kept.</returns>
    public async Task<ModelWithFile?> FileAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ModelWithFile>(
            "SELECT id, name, sha256, file, shipped FROM models WHERE id = @id AND file IS NOT NULL",
            new { id }
        );
    }

    /// <summary>Whether there is a model whose file is no longer kept.</summary>
    public async Task<bool> HasLostFileAsync(long id)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM models WHERE id = @id AND file IS NULL)",
            new { id }
        );
    }

    /// <param name="id">Of the model.</param>
    /// <param name="fault">Why it is not loaded; null when it is.</param>
    public async Task SetFaultAsync(long id, string? fault)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "UPDATE models SET fault = @fault WHERE id = @id AND fault IS DISTINCT FROM @fault",
            new { id, fault }
        );
    }

    /// <summary>
    /// Makes sure that the model which the service came with is there. It takes the place of another that came with the service,
    /// as an upgrade brings it; of a model that a person chose, or that learned, never.
    /// </summary>
    public async Task AddShippedAsync(ModelHeader header, byte[] file, CancellationToken cancellationToken)
    {
        const string why = "delivered";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await BeginAsync(connection, cancellationToken);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        var active = await connection.QuerySingleOrDefaultAsync<RegisteredModel>(
            $"SELECT {Columns} FROM models WHERE state = 'active'",
            transaction: transaction
        );
        var known = await connection.QuerySingleOrDefaultAsync<long?>(
            "SELECT id FROM models WHERE sha256 = @sha256",
            new { sha256 },
            transaction
        );
        if (active?.Sha256 == sha256)
            return;
        var id = known ?? await InsertAsync(transaction, new NewModel(header, file, Shipped: true, null, null, null, why));
        if (active is null || active is { Shipped: true, ChangedBy: null })
            await ActivateAsync(transaction, id, active?.Id, by: null, why);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Adds a candidate.</summary>
    public async Task<long> AddAsync(NewModel model, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await BeginAsync(connection, cancellationToken);
        var id = await InsertAsync(transaction, model);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Makes it active; what was active is retired.</summary>
    public Task<StateChange> PromoteAsync(long id, Guid? by, string why) =>
        ChangeAsync(id, ModelState.Active, async (transaction, model) =>
        {
            if (model.State == ModelState.Active)
                return false;
            var active = await transaction.Connection!.QuerySingleOrDefaultAsync<long?>(
                "SELECT id FROM models WHERE state = 'active'",
                transaction: transaction
            );
            await ActivateAsync(transaction, id, active, by, why);
            return true;
        });

    /// <summary>Lets it score beside the active one; what did so is a candidate again.</summary>
    public Task<StateChange> ShadowAsync(long id, Guid? by, string why) =>
        ChangeAsync(id, ModelState.Shadow, async (transaction, model) =>
        {
            if (model.State is ModelState.Active or ModelState.Shadow)
                return false;
            await MoveAsync(
                transaction,
                "state = 'shadow'",
                ModelState.Candidate,
                by,
                why
            );
            await MoveAsync(transaction, "id = @id", ModelState.Shadow, by, why, id);
            return true;
        });

    /// <summary>Takes a candidate, or the one that scores beside, away.</summary>
    public Task<StateChange> RetireAsync(long id, Guid? by, string why) =>
        ChangeAsync(id, ModelState.Retired, async (transaction, model) =>
        {
            if (model.State is ModelState.Active or ModelState.Retired)
                return false;
            await MoveAsync(transaction, "id = @id", ModelState.Retired, by, why, id);
            return true;
        });

    /// <returns>What a rollback would make active; null when nothing was before the active one.</returns>
    public async Task<long?> EarlierAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long?>("SELECT replaces FROM models WHERE state = 'active'");
    }

    /// <summary>What was active before is active again.</summary>
    public async Task<StateChange> RollBackAsync(long to, Guid? by, string why)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await BeginAsync(connection, CancellationToken.None);
        var active = await connection.QuerySingleOrDefaultAsync<(long Id, long? Replaces)?>(
            "SELECT id, replaces FROM models WHERE state = 'active'",
            transaction: transaction
        );
        if (active?.Replaces != to)
            return new StateChange.NothingEarlier();
        await MoveAsync(transaction, "id = @id", ModelState.Retired, by, why, active.Value.Id);
        await MoveAsync(transaction, "id = @id", ModelState.Active, by, why, to);
        return await EndAsync(transaction, to);
    }

    private async Task<StateChange> ChangeAsync(
        long id,
        ModelState to,
        Func<NpgsqlTransaction, RegisteredModel, Task<bool>> change
    )
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await BeginAsync(connection, CancellationToken.None);
        if (await FindAsync(transaction, id) is not { } model)
            return new StateChange.NoSuchModel();
        return await change(transaction, model) ? await EndAsync(transaction, id) : new StateChange.NotFrom(model.State);
    }

    private static async Task<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({ChangesInTurn})", transaction: transaction);
        return transaction;
    }

    private static async Task<StateChange> EndAsync(NpgsqlTransaction transaction, long id)
    {
        var changed = await FindAsync(transaction, id);
        await transaction.CommitAsync();
        return new StateChange.Done(changed!);
    }

    private static Task<RegisteredModel?> FindAsync(NpgsqlTransaction transaction, long id) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<RegisteredModel>(
            $"SELECT {Columns} FROM models WHERE id = @id",
            new { id },
            transaction
        );

    private static async Task ActivateAsync(NpgsqlTransaction transaction, long id, long? active, Guid? by, string why)
    {
        await MoveAsync(transaction, "state = 'active'", ModelState.Retired, by, why);
        await MoveAsync(transaction, "id = @id", ModelState.Active, by, why, id);
        await transaction.Connection!.ExecuteAsync(
            "UPDATE models SET replaces = @active WHERE id = @id",
            new { id, active },
            transaction
        );
    }

    private static Task MoveAsync(
        NpgsqlTransaction transaction,
        string which,
        ModelState to,
        Guid? by,
        string why,
        long? id = null
    ) =>
        transaction.Connection!.ExecuteAsync(
            $"""
            WITH before AS (SELECT id, state FROM models WHERE {which}), moved AS (
                UPDATE models m SET state = @to, changed_at = clock_timestamp(), changed_by = @by, why = @why, fault = NULL
                FROM before b WHERE m.id = b.id RETURNING m.id, b.state)
            INSERT INTO model_changes (model, from_state, to_state, changed_by, why) SELECT id, state, @to, @by, @why FROM moved;
            SELECT pg_notify('{Channel}', '');
            """,
            new
            {
                id,
                to = to.Word(),
                by,
                why,
            },
            transaction
        );

    private static async Task<long> InsertAsync(NpgsqlTransaction transaction, NewModel model)
    {
        const string sql = """
            WITH added AS (
                INSERT INTO models (name, state, file, sha256, shipped, labels, rejection, sources, decisions, figures,
                    changed_by, why)
                VALUES (@Name, 'candidate', @File, @Sha256, @Shipped, @Labels, @Rejection, @Sources, @Decisions, @Figures, @By,
                    @Why)
                RETURNING id), written AS (
                INSERT INTO model_changes (model, to_state, changed_by, why) SELECT id, 'candidate', @By, @Why FROM added)
            SELECT id FROM added
            """;
        return await transaction.Connection!.QuerySingleAsync<long>(
            sql,
            new
            {
                model.Header.Name,
                model.File,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(model.File)),
                model.Shipped,
                Labels = model.Header.Scored.ToArray(),
                Rejection = model.Header.Heads.Any(head => head.Label == LabelHead.Rejection),
                Sources = model.Header.TrainedOn,
                model.Decisions,
                model.Figures,
                model.By,
                model.Why,
            },
            transaction
        );
    }
}

/// <summary>A model that is to be added.</summary>
/// <param name="Header">Of the model.</param>
/// <param name="File">The whole file.</param>
/// <param name="Shipped">Came with the service or its configuration.</param>
/// <param name="Decisions">What it learned from.</param>
/// <param name="Figures">How it did.</param>
/// <param name="By">Who asked for it; null for the machine.</param>
/// <param name="Why">In their words.</param>
public sealed record NewModel(
    ModelHeader Header,
    byte[] File,
    bool Shipped,
    LearnedDecisions? Decisions,
    LearnedFigures? Figures,
    Guid? By,
    string Why
);
