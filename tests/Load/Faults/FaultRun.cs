using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Moderation.Load;

/// <summary>What one fault did to the system.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Strikes">How often it struck.</param>
/// <param name="Sent">Comments that were sent, each until it was accepted.</param>
/// <param name="Unanswered">Requests that got no answer, or an error, at first.</param>
/// <param name="Decided">By moderators, meanwhile and afterwards.</param>
/// <param name="TakenBack">Approvals that were undone.</param>
/// <param name="Erased">Comments that their readers had erased.</param>
/// <param name="UntilAccepted">The longest wait for the next <c>202</c> after each strike.</param>
/// <param name="UntilFlowing">The longest time without a comment that came to Moderator.</param>
/// <param name="UntilAtRest">From the end of the last fault until every promise held; null when they did not in time.</param>
/// <param name="Checks">The promises at the end.</param>
internal sealed record FaultResult(
    Fault Fault,
    int Strikes,
    int Sent,
    int Unanswered,
    int Decided,
    int TakenBack,
    int Erased,
    IReadOnlyList<TimeSpan> UntilAccepted,
    TimeSpan UntilFlowing,
    TimeSpan? UntilAtRest,
    IReadOnlyList<Check> Checks
)
{
    public int Broken => Checks.Sum(check => check.Broken);
}

/// <summary>Known comments come at a steady rate and are decided, while a fault strikes again and again.</summary>
/// <param name="system">Where it is.</param>
/// <param name="infra">Breaks it.</param>
/// <param name="fault">How.</param>
/// <param name="calm">Before each strike.</param>
internal sealed class FaultRun(Addresses system, Infra infra, Fault fault, TimeSpan calm)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly ConcurrentQueue<DateTimeOffset> _answers = new();
    private readonly ConcurrentDictionary<Guid, Uri> _accepted = new();
    private readonly ConcurrentDictionary<Guid, bool> _erased = new();

    /// <param name="comments">All under one article, each with a key.</param>
    /// <param name="rate">A second.</param>
    /// <param name="progress">On the terminal.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<FaultResult> RunAsync(
        IReadOnlyList<Comment> comments,
        int rate,
        ProgressBars progress,
        CancellationToken cancellationToken
    )
    {
        using var newsroom = await Newsroom.SignInAsync(system);
        using var shift = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = Task.WhenAll(newsroom.WorkAsync(shift.Token), EraseAsync(shift.Token));
        var sending = Sender.SendAsync(system, comments, rate, progress, cancellationToken, Accept);
        var strikes = await StrikeAsync(sending, cancellationToken);
        var ended = TimeProvider.System.GetUtcNow();
        var sent = await sending;
        for (var again = sent; again.Unanswered.Count > 0;)
            again = await Sender.SendAsync(system, [.. again.Unanswered], rate, progress, cancellationToken, Accept);

        await using var stores = new Stores(system);
        var promises = new Promises(stores, comments[0].ArticleId);
        var start = Stopwatch.GetTimestamp();
        IReadOnlyList<Check> checks;
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            checks = await CheckAsync(promises, newsroom);
        } while (
            (checks.Any(check => check.Broken > 0) || newsroom.Decided.Count < comments.Count / 2)
            && Stopwatch.GetElapsedTime(start) < Patience
        );
        TimeSpan? rest = checks.All(check => check.Broken == 0) ? TimeProvider.System.GetUtcNow() - ended : null;
        await shift.CancelAsync();
        await working;
        return new FaultResult(
            fault,
            strikes.Count,
            comments.Count,
            sent.Unanswered.Count,
            newsroom.Decided.Count,
            newsroom.TakenBack.Count,
            _erased.Count,
            [.. strikes.Select(WaitAfter)],
            strikes.Count == 0 ? TimeSpan.Zero : await promises.LongestSilenceAsync(strikes[0]),
            rest,
            [.. checks, await SealedAsync()]
        );
    }

    private void Accept(Guid id, Uri tracking)
    {
        _accepted[id] = tracking;
        _answers.Enqueue(TimeProvider.System.GetUtcNow());
    }

    /// <returns>When it struck.</returns>
    private async Task<List<DateTimeOffset>> StrikeAsync(Task sending, CancellationToken cancellationToken)
    {
        List<DateTimeOffset> strikes = [];
        while (await Task.WhenAny(sending, Task.Delay(calm, cancellationToken)) != sending)
        {
            strikes.Add(TimeProvider.System.GetUtcNow());
            await fault.StrikeAsync(infra, system);
        }
        return strikes;
    }

    /// <summary>The longest time without a <c>202</c> that began after a strike and before the next calm was over.</summary>
    private TimeSpan WaitAfter(DateTimeOffset strike)
    {
        var times = _answers.Where(at => at > strike).Order().Prepend(strike).ToArray();
        return times
            .Zip(times.Skip(1), (from, to) => (from, wait: to - from))
            .Where(gap => gap.from < strike + 3 * calm)
            .Select(gap => gap.wait)
            .DefaultIfEmpty()
            .Max();
    }

    /// <summary>One reader of forty has a comment erased, soon after it was sent.</summary>
    private async Task EraseAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await tick.WaitForNextTickAsync(cancellationToken))
                foreach (var (id, tracking) in _accepted.Where(one => one.Key.ToByteArray()[^2] % 40 == 0))
                    if (!_erased.ContainsKey(id) && await TryEraseAsync(http, tracking, cancellationToken))
                        _erased[id] = true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private static async Task<bool> TryEraseAsync(HttpClient http, Uri tracking, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.PostAsync(new Uri(tracking + "/erase"), content: null, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<Check>> CheckAsync(Promises promises, Newsroom newsroom)
    {
        try
        {
            return await promises.CheckAsync([.. _accepted.Keys], [.. newsroom.TakenBack.Keys], [.. _erased.Keys]);
        }
        catch (NpgsqlException exception)
        {
            return [new Check($"the stores can be read ({exception.Message})", 1, Example: null)];
        }
    }

    private async Task<Check> SealedAsync()
    {
        const string promise = "I5 the sealed log holds";
        try
        {
            await infra.RunAsync("--exec", "moderator", "verify-log");
            return new Check(promise, 0, Example: null);
        }
        catch (InvalidOperationException)
        {
            return new Check(promise, 1, Example: null);
        }
    }
}
