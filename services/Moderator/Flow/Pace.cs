namespace Moderation.Moderator.Flow;

/// <summary>How often everything is asked: often while somebody looks, and slowly otherwise.</summary>
internal sealed class Pace(FlowOptions options, TimeProvider time)
{
    private readonly Lock _door = new();
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _viewers;

    /// <summary>Somebody looks, until it is disposed.</summary>
    public IDisposable Look()
    {
        lock (_door)
        {
            if (_viewers++ == 0)
                _arrival.TrySetResult();
        }
        return new Looking(this);
    }

    /// <summary>Until the next time. Whoever comes while nobody looks is not kept waiting.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var (length, arrival) = Next();
        await Task.WhenAny(Task.Delay(length, time, cancellationToken), arrival);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private (TimeSpan Length, Task Arrival) Next()
    {
        lock (_door)
            return _viewers > 0 ? (options.Every, Never) : (options.Slowly, _arrival.Task);
    }

    private static Task Never { get; } = new TaskCompletionSource().Task;

    private void Leave()
    {
        lock (_door)
        {
            if (--_viewers == 0)
                _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class Looking(Pace pace) : IDisposable
    {
        private int _gone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _gone, 1) == 0)
                pace.Leave();
        }
    }
}
