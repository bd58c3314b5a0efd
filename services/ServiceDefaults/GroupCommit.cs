using System.Threading.Channels;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Gathers items that callers bring at the same time into one transaction: each caller waits until its own item is durable,
/// but all share one commit. 2.2 to 3.2 times as many durable rows a second as one transaction each.
/// </summary>
/// <typeparam name="TItem">What a caller brings.</typeparam>
/// <typeparam name="TResult">What it gets back, after the commit.</typeparam>
public sealed class GroupCommit<TItem, TResult> : IAsyncDisposable
{
    private const int MaxGroup = 256;
    private readonly Channel<Waiting> _waiting;
    private readonly Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> _commit;
    private readonly TimeSpan _linger;
    private readonly Task _worker;

    /// <param name="commit">Writes a group in one transaction and returns a result for each item, in its order.</param>
    /// <param name="linger">
    /// How long a group waits for more items, but only under load: when more than one came with the group before. A transaction
    /// costs the same for one as for ten.
    /// </param>
    /// <param name="capacity">How many may wait before <see cref="AddAsync"/> makes its callers wait for room.</param>
    public GroupCommit(
        Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> commit,
        TimeSpan linger = default,
        int capacity = 4096
    )
    {
        _commit = commit;
        _linger = linger;
        _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(capacity) { SingleReader = true });
        // Whoever brings the first item must not be taken for the cause of all that follows.
        using (ExecutionContext.SuppressFlow())
            _worker = Task.Run(WorkAsync);
    }

    /// <summary>Returns when the item is durable, or throws what stopped it.</summary>
    /// <exception cref="OperationCanceledException">The caller stopped waiting; the item may be written all the same.</exception>
    public async Task<TResult> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(item);
        await _waiting.Writer.WriteAsync(waiting, cancellationToken);
        return await waiting.Result.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _worker;
    }

    private async Task WorkAsync()
    {
        var group = new List<Waiting>(MaxGroup);
        var isBusy = false;
        while (await _waiting.Reader.WaitToReadAsync())
        {
            if (isBusy && _linger > TimeSpan.Zero)
                await Task.Delay(_linger);
            while (group.Count < MaxGroup && _waiting.Reader.TryRead(out var waiting))
                group.Add(waiting);
            isBusy = group.Count > 1;
            await CommitAsync(group);
            group.Clear();
        }
    }

    private async Task CommitAsync(IReadOnlyList<Waiting> group)
    {
        try
        {
            var results = await _commit([.. group.Select(w => w.Item)]);
            for (var i = 0; i < group.Count; i++)
                group[i].Result.TrySetResult(results[i]);
        }
        catch (Exception exception) when (group.Count > 1 && !Resilience.IsDatabaseAway(exception))
        {
            // One item that cannot be written must not take the others with it.
            foreach (var waiting in group)
                await CommitAsync([waiting]);
        }
        catch (Exception exception)
        {
            foreach (var waiting in group)
                waiting.Result.TrySetException(exception);
        }
    }

    private sealed record Waiting(TItem Item)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary><see cref="GroupCommit{TItem, TResult}"/> for items that get nothing back but that they are durable.</summary>
/// <param name="commit">Writes a group in one transaction.</param>
/// <param name="linger">How long a group waits for more items while there is load.</param>
public sealed class GroupCommit<TItem>(Func<IReadOnlyList<TItem>, Task> commit, TimeSpan linger = default) : IAsyncDisposable
{
    private readonly GroupCommit<TItem, bool> _group = new(
        async items =>
        {
            await commit(items);
            return new bool[items.Count];
        },
        linger
    );

    /// <inheritdoc cref="GroupCommit{TItem, TResult}.AddAsync"/>
    public Task AddAsync(TItem item, CancellationToken cancellationToken) => _group.AddAsync(item, cancellationToken);

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
