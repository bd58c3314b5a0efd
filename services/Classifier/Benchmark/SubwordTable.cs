using System.Numerics.Tensors;

namespace Moderation.Classifier.Benchmark;

/// <summary>
/// A learned vector for each slot; a word is the scaled sum of its slots. Stepped by AdaGrad, with one rate for each vector.
/// </summary>
internal sealed class SubwordTable
{
    private const float Deviation = 0.3f;

    /// <summary>A vector is met far less often than the net's other numbers, and must move further when it is.</summary>
    private const float RateFactor = 10;

    private readonly int _dimensions;
    private readonly float[] _vectors;
    private readonly float[] _squares;
    private readonly Dictionary<int, float[]> _gradients = [];
    private readonly Stack<float[]> _free = [];

    public SubwordTable(int slots, int dimensions, Random random)
    {
        _dimensions = dimensions;
        _vectors = new Parameters(slots * dimensions).Randomly(random, Deviation).Values;
        _squares = new float[slots];
    }

    public void Read(int[] word, Span<float> vector)
    {
        vector.Clear();
        foreach (var slot in word)
            TensorPrimitives.Add(vector, Vector(slot), vector);
        TensorPrimitives.Multiply(vector, Scale(word), vector);
    }

    public void AddGradient(int[] word, Span<float> gradient)
    {
        TensorPrimitives.Multiply(gradient, Scale(word), gradient);
        foreach (var slot in word)
        {
            if (!_gradients.TryGetValue(slot, out var sum))
                _gradients[slot] = sum = _free.TryPop(out var free) ? free : new float[_dimensions];
            TensorPrimitives.Add(sum, gradient, sum);
        }
    }

    public void Step(float rate)
    {
        foreach (var (slot, gradient) in _gradients)
        {
            _squares[slot] += TensorPrimitives.SumOfSquares<float>(gradient) / _dimensions;
            var step = -rate * RateFactor / (MathF.Sqrt(_squares[slot]) + 1e-6f);
            TensorPrimitives.MultiplyAdd(gradient, step, Vector(slot), Vector(slot));
            Array.Clear(gradient);
            _free.Push(gradient);
        }

        _gradients.Clear();
    }

    private static float Scale(int[] word) => 1 / MathF.Sqrt(word.Length);

    private Span<float> Vector(int slot) => _vectors.AsSpan(slot * _dimensions, _dimensions);
}
