using System.Numerics.Tensors;

namespace Moderation.Classifier.Benchmark;

/// <summary>
/// A small net for short texts after Kim (2014): words as sums of learned subword vectors (Bojanowski et al., 2017), filters over
/// one, two and three words, the strongest answer of each filter, and a softmax. ML.NET has no such learner. One thread and a
/// seed: the same texts give the same net.
/// </summary>
internal sealed class ConvolutionalNet
{
    private const int Dimensions = 32;
    private const int FiltersOfWidth = 64;
    private const int Widths = 3;
    private const int Filters = FiltersOfWidth * Widths;
    private const int Batch = 16;
    private const float Rate = 0.002f;
    private const float FilterDropout = 0.5f;
    private const float WordDropout = 0.2f;

    private readonly int _classes;
    private readonly Random _random;
    private readonly SubwordTable _table;
    private readonly Parameters[] _filters;
    private readonly Parameters _filterBiases = new(Filters);
    private readonly Parameters _output;
    private readonly Parameters _outputBiases;

    // One text at a time: its word vectors with an empty one at each end, their gradients, and each filter's strongest answer
    // with its place.
    private float[] _words = [];
    private float[] _wordGradients = [];
    private readonly float[] _answers = new float[Filters];
    private readonly float[] _answerGradients = new float[Filters];
    private readonly float[] _mask = new float[Filters];
    private readonly int[] _places = new int[Filters];

    public ConvolutionalNet(int classes, int seed)
    {
        _classes = classes;
        _random = new Random(seed);
        _table = new SubwordTable(1 << NetText.SlotBits, Dimensions, _random);
        _filters =
        [
            .. Enumerable
                .Range(1, Widths)
                .Select(width =>
                    new Parameters(width * Dimensions * FiltersOfWidth).Randomly(_random, MathF.Sqrt(2f / (width * Dimensions)))
                ),
        ];
        _output = new Parameters(classes * Filters).Randomly(_random, MathF.Sqrt(1f / Filters));
        _outputBiases = new Parameters(classes);
    }

    /// <param name="texts">From <see cref="NetText"/>.</param>
    /// <param name="classes">The class of each, from 0.</param>
    /// <param name="classWeights">What a text of each class counts.</param>
    /// <param name="epochs">Passes over the texts; the rate falls evenly to 0.</param>
    public void Train(IReadOnlyList<int[][]> texts, IReadOnlyList<int> classes, float[] classWeights, int epochs)
    {
        var order = Enumerable.Range(0, texts.Count).ToArray();
        var batches = (texts.Count + Batch - 1) / Batch;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            _random.Shuffle(order);
            for (var batch = 0; batch < batches; batch++)
            {
                var rows = order.AsSpan(batch * Batch, Math.Min(Batch, texts.Count - (batch * Batch)));
                foreach (var row in rows)
                    Learn(WithoutSomeWords(texts[row]), classes[row], classWeights[classes[row]] / rows.Length);
                Step(Rate * (1 - (((epoch * batches) + batch) / (float)(epochs * batches))));
            }
        }
    }

    /// <returns>Natural logarithms of the classes' probabilities.</returns>
    public float[] LogProbabilities(int[][] text)
    {
        Answer(text);
        var scores = new float[_classes];
        Score(scores);
        return scores;
    }

    private int[][] WithoutSomeWords(int[][] text)
    {
        var kept = Array.FindAll(text, _ => _random.NextSingle() >= WordDropout);
        return kept.Length == 0 ? text : kept;
    }

    private void Answer(int[][] text)
    {
        if (_words.Length < (text.Length + 2) * Dimensions)
            (_words, _wordGradients) = (new float[(text.Length + 2) * Dimensions], new float[(text.Length + 2) * Dimensions]);
        Array.Clear(_words);
        for (var word = 0; word < text.Length; word++)
            _table.Read(text[word], _words.AsSpan((word + 1) * Dimensions, Dimensions));
        for (var filter = 0; filter < Filters; filter++)
            (_answers[filter], _places[filter]) = Strongest(filter, text.Length);
    }

    private (float Answer, int Place) Strongest(int filter, int words)
    {
        var width = WidthOf(filter);
        var weights = WeightsOf(filter, _filters[width - 1].Values);
        var (best, place) = (float.NegativeInfinity, 0);
        // A filter of one word has no use for the empty ends.
        var first = width == 1 ? 1 : 0;
        for (var start = first; start + width <= words + 2 - first; start++)
        {
            var answer = TensorPrimitives.Dot<float>(weights, _words.AsSpan(start * Dimensions, weights.Length));
            if (answer > best)
                (best, place) = (answer, start);
        }

        best += _filterBiases.Values[filter];
        return best > 0 ? (best, place) : (0, -1);
    }

    private void Score(Span<float> scores)
    {
        for (var c = 0; c < _classes; c++)
            scores[c] =
                TensorPrimitives.Dot<float>(_output.Values.AsSpan(c * Filters, Filters), _answers) + _outputBiases.Values[c];
        Softmax.ToLogProbabilities(scores);
    }

    private void Learn(int[][] text, int truth, float weight)
    {
        Answer(text);
        for (var filter = 0; filter < Filters; filter++)
            _mask[filter] = _random.NextSingle() < FilterDropout ? 0 : 1 / (1 - FilterDropout);
        TensorPrimitives.Multiply(_answers, _mask, _answers);
        Span<float> scores = stackalloc float[_classes];
        Score(scores);
        Array.Clear(_answerGradients);
        for (var c = 0; c < _classes; c++)
        {
            var error = (MathF.Exp(scores[c]) - (c == truth ? 1 : 0)) * weight;
            _outputBiases.Gradients[c] += error;
            AddScaled(_answers, error, _output.Gradients.AsSpan(c * Filters, Filters));
            AddScaled(_output.Values.AsSpan(c * Filters, Filters), error, _answerGradients);
        }

        TensorPrimitives.Multiply(_answerGradients, _mask, _answerGradients);
        Array.Clear(_wordGradients);
        for (var filter = 0; filter < Filters; filter++)
            LearnFilter(filter, _answerGradients[filter]);
        for (var word = 0; word < text.Length; word++)
            _table.AddGradient(text[word], _wordGradients.AsSpan((word + 1) * Dimensions, Dimensions));
    }

    private void LearnFilter(int filter, float gradient)
    {
        if (gradient == 0 || _places[filter] < 0)
            return;
        var parameters = _filters[WidthOf(filter) - 1];
        var weights = WeightsOf(filter, parameters.Values);
        var start = _places[filter] * Dimensions;
        _filterBiases.Gradients[filter] += gradient;
        AddScaled(_words.AsSpan(start, weights.Length), gradient, WeightsOf(filter, parameters.Gradients));
        AddScaled(weights, gradient, _wordGradients.AsSpan(start, weights.Length));
    }

    private void Step(float rate)
    {
        foreach (var filters in _filters)
            filters.Step(rate);
        _filterBiases.Step(rate);
        _output.Step(rate);
        _outputBiases.Step(rate);
        _table.Step(rate);
    }

    private static int WidthOf(int filter) => (filter / FiltersOfWidth) + 1;

    private static Span<float> WeightsOf(int filter, float[] numbers)
    {
        var length = WidthOf(filter) * Dimensions;
        return numbers.AsSpan(filter % FiltersOfWidth * length, length);
    }

    private static void AddScaled(ReadOnlySpan<float> numbers, float scale, Span<float> sums) =>
        TensorPrimitives.MultiplyAdd(numbers, scale, sums, sums);
}
