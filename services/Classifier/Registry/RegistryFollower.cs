using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Registry;

/// <summary>
/// Loads what the registry says, as soon as it says so. While the registry is away, what was loaded last serves on; at the start
/// that is the model which came with the service: a comment that it scores is better off than one that nobody does.
/// </summary>
internal sealed partial class RegistryFollower(
    IServiceProvider services,
    Listeners listeners,
    RegistryStore store,
    ChosenModel chosen,
    ModelInUse inUse,
    ModelAnnouncement announcement,
    TimeProvider time,
    ILogger<RegistryFollower> log
) : BackgroundService
{
    /// <summary>After so much silence the registry is asked all the same.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    /// <summary>By state, what was loaded or refused last.</summary>
    private readonly Dictionary<ModelState, string> _seen = new() { [ModelState.Active] = chosen.Sha256.ToLowerInvariant() };

    /// <summary>Brings the registry up to date, adds what the service came with, and loads what it says.</summary>
    /// <exception cref="StartException">The database refuses this service.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await services.MigrateAsync(cancellationToken);
        var file = await File.ReadAllBytesAsync(chosen.Path, cancellationToken);
        await store.AddShippedAsync(ModelFile.Read(file, chosen.Sha256).Header, file, cancellationToken);
        await LoadAsync(cancellationToken);
    }

    /// <summary>What cannot be used is not loaded, and the registry says why.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var models = await store.InUseAsync(cancellationToken);
        foreach (var (id, state, sha256) in models)
        {
            if (_seen.GetValueOrDefault(state) == sha256)
                continue;
            if (await store.FileAsync(id, cancellationToken) is { } row)
                await UseAsync(row, state);
            _seen[state] = sha256;
        }

        if (_seen.ContainsKey(ModelState.Shadow) && models.All(model => model.State != ModelState.Shadow))
        {
            _seen.Remove(ModelState.Shadow);
            inUse.UseBeside(null);
        }
    }

    public void TellAway(string reason) => LogAway(log, reason, inUse.Scorer!.Model);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What the configuration names is needed at the start, and is not usable.
        if (inUse.Fault is not null)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await BeginAsync(stoppingToken);
                await FollowAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever it is, it must not end the scoring.
                TellAway(exception.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        await using var connection = await listeners.ListenAsync(RegistryStore.Channel, stoppingToken);
        while (true)
        {
            await LoadAsync(stoppingToken);
            await connection.WaitAsync(Silence, stoppingToken);
        }
    }

    private async Task UseAsync(ModelWithFile row, ModelState state)
    {
        try
        {
            var model = ModelCheck.Of(row);
            if (state == ModelState.Shadow)
                inUse.UseBeside(model);
            else
                inUse.Use(model);
            await store.SetFaultAsync(row.Id, null);
            if (state == ModelState.Shadow)
                LogBeside(log, model.Header.Name);
            else
                announcement.Announce(model.Header);
        }
        catch (ModelRefusedException refused)
        {
            await store.SetFaultAsync(row.Id, refused.Message);
            LogRefused(log, row.Name, refused.Message, inUse.Scorer!.Model);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The registry of models is away ({Reason}); comments are scored by {Model} meanwhile.")]
    private static partial void LogAway(ILogger logger, string reason, string model);

    [LoggerMessage(LogLevel.Information, "The model {Model} scores beside.")]
    private static partial void LogBeside(ILogger logger, string model);

    [LoggerMessage(LogLevel.Error, "The model {Model} is not loaded ({Reason}); comments are scored by {Active} as before.")]
    private static partial void LogRefused(ILogger logger, string model, string reason, string active);
}

/// <summary>Comments that come first are scored by the right model, if the registry answers in time.</summary>
internal sealed class RegistryBegin(RegistryFollower follower, ModelInUse inUse) : BeforeStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (inUse.Fault is not null)
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await follower.BeginAsync(limit.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            follower.TellAway(exception.Message);
        }
    }
}
